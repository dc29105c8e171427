import { describe, expect, it } from 'vitest'
import { issueId } from '../../src/issues/issue.ts'

const ID = { category: 'quality', code: 'varchar-overflow', object: null } as const

describe('the id of an issue', () => {
  it.each([
    ['players', 'nickname', 'quality/varchar-overflow:players.nickname'],
    ['my players', null, 'quality/varchar-overflow:my players'],
    ['a', 'b.c', 'quality/varchar-overflow:a."b.c"'],
    ['a.b', 'c', 'quality/varchar-overflow:"a.b".c'],
    ['a.b', null, 'quality/varchar-overflow:"a.b"'],
    ['"a', 'b"', 'quality/varchar-overflow:"""a".b"'],
  ])('of table %s and column %s', (table, column, id) => {
    expect(issueId({ ...ID, table, column })).toBe(id)
  })
})
