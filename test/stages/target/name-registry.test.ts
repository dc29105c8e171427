import { describe, expect, it } from 'vitest'
import { createNameRegistry, fitName } from '../../../src/stages/target/names/name-registry.ts'
import fc from '../../support/fast-check.ts'

describe('fitName', () => {
  it('keeps every name of up to 63 bytes as it is', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'binary', maxLength: 15 }),
        (name) => fitName(name) === name,
      ),
    )
  })

  it('cuts between characters and never beyond 63 bytes', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 64, unit: 'grapheme' }), (name) => {
        const fitted = fitName(name)
        return (
          Buffer.byteLength(fitted) <= 63 && fitted.isWellFormed() && name.startsWith(fitted.slice(0, -9))
        )
      }),
    )
  })

  it('keeps names apart that are equal in their first 63 bytes', () => {
    const [a, b] = ['x', 'y'].map((end) => fitName(`${'é'.repeat(40)}${end}`))
    expect(a).not.toBe(b)
  })
})

describe('createNameRegistry', () => {
  it('gives each name once, and the same names for the same wishes', () => {
    const wishes = ['a', 'a', 'a', 'b', '', '', 'x'.repeat(70), 'x'.repeat(70)]
    const taken = () => {
      const registry = createNameRegistry()
      return wishes.map(registry.take)
    }
    expect(taken()).toEqual(taken())
    expect(new Set(taken()).size).toBe(wishes.length)
    expect(taken().slice(0, 6)).toEqual(['a', 'a_1', 'a_2', 'b', 'unnamed', 'unnamed_1'])
  })
})
