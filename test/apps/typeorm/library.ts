export const FORMATS = ['hardcover', 'paperback', 'e-book'] as const

export interface Author {
  id: number
  name: string
  biography: string | null
  bornOn: string | null
}

export interface Book {
  id: string
  title: string
  isbn: string | null
  format: (typeof FORMATS)[number]
  price: number
  isReference: boolean
  metadata: unknown
  viewCount: bigint
  publishedAt: Date | null
  author: Author
  tags: Tag[]
}

export interface Tag {
  id: number
  label: string
}

export interface Loan {
  id: number
  book: Book
  borrower: string
  lentAt: Date
  returnedAt: Date | null
}

export interface Library {
  readonly authors: readonly Author[]
  readonly books: readonly Book[]
  readonly tags: readonly Tag[]
  readonly loans: readonly Loan[]
}

const URSULA: Author = { id: 1, name: 'Ursula K. Le Guin', biography: null, bornOn: '1929-10-21' }
const STANISLAW: Author = { id: 2, name: 'Stanisław Lem 🛰️', biography: '', bornOn: null }
const ENHEDUANNA: Author = {
  id: 3,
  name: 'Enḫeduanna',
  biography: 'High priestess.\nHer "hymns"\tsurvive \\ mostly.',
  bornOn: null,
}

const CLASSIC: Tag = { id: 1, label: 'classic' }
const ROBOTS: Tag = { id: 2, label: 'robots 🤖' }

/** An integer beyond 2^31, which SQLite keeps in the same column as small ones. */
const MANY_VIEWS = 8_589_934_592n

export const DISPOSSESSED: Book = {
  id: '2f1d9c4b-7a60-4e85-9b1c-0a1b2c3d4e01',
  title: 'The Dispossessed',
  isbn: '978-0-06-105488-8',
  format: 'paperback',
  price: 12,
  isReference: false,
  metadata: { pages: 387, awards: ['Hugo', 'Nebula'], size: { height: 17.8, depth: null } },
  viewCount: MANY_VIEWS,
  publishedAt: new Date('1974-05-01T00:00:00.000Z'),
  author: URSULA,
  tags: [CLASSIC],
}

export const CYBERIAD: Book = {
  id: '8e7d6c5b-4a39-4281-b706-f5e4d3c2b102',
  title: 'Cyberiada — „Bajki”',
  isbn: null,
  format: 'e-book',
  price: 9.99,
  isReference: false,
  metadata: null,
  viewCount: 0n,
  publishedAt: new Date('2026-03-29T01:30:00.007Z'),
  author: STANISLAW,
  tags: [CLASSIC, ROBOTS],
}

const HYMNS: Book = {
  id: 'c4b3a291-8070-4f6e-ad5c-4b3a29180703',
  title: '𒂗𒃶𒌌𒀭𒈾',
  isbn: '',
  format: 'hardcover',
  price: 1234567.5,
  isReference: true,
  metadata: ['clay', '', { lines: 153, "scribe's": 'naïve "copy"' }],
  viewCount: -7n,
  publishedAt: null,
  author: ENHEDUANNA,
  tags: [],
}

/** The objects of each kind in the order of their keys. */
export const LIBRARY: Library = {
  authors: [URSULA, STANISLAW, ENHEDUANNA],
  tags: [CLASSIC, ROBOTS],
  books: [DISPOSSESSED, CYBERIAD, HYMNS],
  loans: [
    {
      id: 1,
      book: DISPOSSESSED,
      borrower: 'Zoë',
      lentAt: new Date('2026-10-25T00:30:00.120Z'),
      returnedAt: new Date('2026-10-25T01:30:00.000Z'),
    },
    {
      id: 2,
      book: CYBERIAD,
      borrower: "O'Neil",
      lentAt: new Date('2025-12-31T23:59:59.999Z'),
      returnedAt: null,
    },
    {
      id: 3,
      book: DISPOSSESSED,
      borrower: '李雷',
      lentAt: new Date('2026-11-01T12:00:00.000Z'),
      returnedAt: null,
    },
  ],
}
