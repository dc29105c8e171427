import { CYBERIAD, DISPOSSESSED, LIBRARY, type Library, type Loan } from './library.ts'
import type { OpenLibrary } from './open-library.ts'

/** Fills an empty library. A fourth loan comes and goes, so that the next key is not the highest plus one. */
export async function writeObjects({ source, entities }: OpenLibrary): Promise<void> {
  const { manager } = source
  await manager.save(entities.author, structuredClone([...LIBRARY.authors]))
  await manager.save(entities.tag, structuredClone([...LIBRARY.tags]))
  await manager.save(entities.book, structuredClone([...LIBRARY.books]))
  for (const { id, ...loan } of LIBRARY.loans) await manager.save(entities.loan, { ...loan })
  const gone = await manager.save(entities.loan, { book: DISPOSSESSED, borrower: '', lentAt: new Date() })
  await manager.delete(entities.loan, gone.id)
}

export async function readObjects({ source, entities }: OpenLibrary): Promise<Library> {
  const { manager } = source
  const whole = { author: true, tags: true }
  return {
    authors: await manager.find(entities.author, { order: { id: 'ASC' } }),
    tags: await manager.find(entities.tag, { order: { id: 'ASC' } }),
    books: await manager.find(entities.book, { relations: whole, order: { id: 'ASC', tags: { id: 'ASC' } } }),
    loans: await manager.find(entities.loan, {
      relations: { book: whole },
      order: { id: 'ASC', book: { tags: { id: 'ASC' } } },
    }),
  }
}

/** A new loan takes its key from the database, its book keeps both tags. */
export async function insertNext({ source, entities }: OpenLibrary): Promise<Loan> {
  const { id } = await source.manager.save(entities.loan, {
    book: CYBERIAD,
    borrower: 'Next',
    lentAt: new Date('2026-11-11T11:11:11.111Z'),
  })
  return await source.manager.findOneOrFail(entities.loan, {
    where: { id },
    relations: { book: { author: true, tags: true } },
  })
}
