/** An integer beyond 2^53, which a double cannot hold. */
const MANY_VIEWS = 9_007_199_254_740_993n

export interface Customer {
  readonly id: number
  readonly publicId: string
  readonly name: string
  readonly email: string | null
  readonly note: string | null
  readonly invitedBy: number | null
  readonly wantsNewsletter: boolean
}

export interface Product {
  readonly id: string
  readonly title: string
  readonly price: number
  readonly category: 'book' | 'music' | 'garden'
  readonly attributes: unknown
  readonly viewCount: bigint
  readonly releasedAt: Date | null
}

export interface Order {
  readonly id: number
  readonly customerId: number
  readonly status: 'draft' | 'paid' | 'sent'
  readonly orderedAt: Date
  readonly paidAt: Date | null
  readonly refundedAt: Date | null
}

export interface OrderLine {
  readonly orderId: number
  readonly productId: string
  readonly quantity: number
  readonly unitPrice: number
}

export interface Shop {
  readonly customers: readonly Customer[]
  readonly products: readonly Product[]
  readonly orders: readonly Order[]
  readonly orderLines: readonly OrderLine[]
}

const TEAPOT = '0b7a4b52-93f1-4e0e-8a57-2f1f3e1c9d10'
const RECORD = '5c1f9f0e-6f0e-4d3b-b0a5-7f1f5a6f2c11'
const SPADE = 'f3d2c1b0-a9f8-4e7d-9c6b-5a4f3e2d1c12'

/** The rows of each table in the order of their keys. */
export const SHOP: Shop = {
  customers: [
    {
      id: 1,
      publicId: '9b2f7c2e-3f43-4d6c-9d8c-0c2f5d8e7a01',
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      note: null,
      invitedBy: null,
      wantsNewsletter: true,
    },
    {
      id: 2,
      publicId: '1d3e5f70-8192-4a3b-8c4d-5e6f70819202',
      name: 'Søren Ćwik 🦊',
      email: 'soren@example.com',
      note: '',
      invitedBy: 1,
      wantsNewsletter: false,
    },
    {
      id: 3,
      publicId: 'a0b1c2d3-e4f5-4607-9829-3a4b5c6d7e03',
      name: '山田 太郎',
      email: null,
      note: 'Ring twice.\nThe dog\tsays "woof" \\ bites. 👩‍👩‍👧',
      invitedBy: 1,
      wantsNewsletter: true,
    },
  ],
  products: [
    {
      id: TEAPOT,
      title: 'Teapot, 1.2 l',
      price: 20,
      category: 'garden',
      attributes: { colour: 'green', sizes: [1, 2.5, -3], lid: { lost: false, spare: null } },
      viewCount: 0n,
      releasedAt: new Date('2024-11-05T00:00:00.000Z'),
    },
    {
      id: RECORD,
      title: 'Rubber Soul',
      price: 19.99,
      category: 'music',
      attributes: ['mono', 'naïve', '🎸', '', { "it's": 'a "quote"' }],
      viewCount: MANY_VIEWS,
      releasedAt: new Date('1965-12-03T09:00:00.500Z'),
    },
    {
      id: SPADE,
      title: 'Spade',
      price: 0.1,
      category: 'garden',
      attributes: null,
      viewCount: -1n,
      releasedAt: null,
    },
  ],
  orders: [
    {
      id: 1,
      customerId: 1,
      status: 'sent',
      orderedAt: new Date('2026-03-01T08:30:15.123Z'),
      paidAt: new Date('2026-03-01T08:31:00.000Z'),
      refundedAt: null,
    },
    {
      id: 2,
      customerId: 2,
      status: 'paid',
      orderedAt: new Date('2026-03-29T01:59:59.999Z'),
      paidAt: new Date('2026-03-29T02:00:00.000Z'),
      refundedAt: null,
    },
    {
      id: 3,
      customerId: 1,
      status: 'draft',
      orderedAt: new Date('2026-10-25T00:30:00.000Z'),
      paidAt: null,
      refundedAt: null,
    },
  ],
  orderLines: [
    { orderId: 1, productId: TEAPOT, quantity: 1, unitPrice: 20 },
    { orderId: 1, productId: RECORD, quantity: 2, unitPrice: 17.5 },
    { orderId: 2, productId: SPADE, quantity: 12, unitPrice: 0.1 },
    { orderId: 3, productId: RECORD, quantity: 1, unitPrice: 19.99 },
  ],
}
