import { expect, test } from 'vitest'
import { LineCursor, skipEqualLines } from '../../../src/stages/validation/line-cursor.ts'

async function* pieces(...texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text)
}

/** The text in three pieces, cut at every pair of places: within lines, at their ends, and empty pieces. */
function cuts(text: string): readonly (readonly string[])[] {
  const places = Array.from({ length: text.length + 1 }, (_, index) => index)
  return places.flatMap((first) =>
    places
      .filter((second) => second >= first)
      .map((second) => [text.slice(0, first), text.slice(first, second), text.slice(second)]),
  )
}

async function readAll(cursor: LineCursor): Promise<readonly string[]> {
  const lines: string[] = []
  for (let line = await cursor.peek(); line !== null; line = await cursor.peek()) {
    lines.push(String(line))
    cursor.skip(line.length + 1)
  }
  return lines
}

const TEXT = 'a\n\nlong line\nb\n'

test('lines are the same wherever the stream is cut', async () => {
  for (const parts of cuts(TEXT)) {
    expect(await readAll(new LineCursor(pieces(...parts))), JSON.stringify(parts)).toEqual([
      'a',
      '',
      'long line',
      'b',
    ])
  }
})

test('equal streams are passed over wherever each of them is cut', async () => {
  for (const parts of cuts(TEXT)) {
    const [a, b] = [new LineCursor(pieces(...parts)), new LineCursor(pieces('a\n\nlon', 'g line\n', 'b\n'))]
    let lines = 0
    for (let equal = await skipEqualLines(a, b); equal > 0; equal = await skipEqualLines(a, b)) lines += equal
    expect(lines, JSON.stringify(parts)).toBe(4)
    expect([await a.peek(), await b.peek()]).toEqual([null, null])
  }
})

test.each([
  ['a\nb\n', 'a\nc\n', 1, 'b', 'c'],
  ['a\nbx\n', 'a\nb\n', 1, 'bx', 'b'],
  ['a\n', 'a\nb\n', 1, null, 'b'],
  ['', 'b\n', 0, null, 'b'],
  ['b\n', 'a\n', 0, 'b', 'a'],
  ['', '', 0, null, null],
  ['same\n'.repeat(1000), `${'same\n'.repeat(999)}other\n`, 999, 'same', 'other'],
] as const)('%j and %j have %i lines in common', async (left, right, common, nextLeft, nextRight) => {
  const [a, b] = [new LineCursor(pieces(left)), new LineCursor(pieces(right))]
  expect(await skipEqualLines(a, b)).toBe(common)
  expect([(await a.peek())?.toString() ?? null, (await b.peek())?.toString() ?? null]).toEqual([
    nextLeft,
    nextRight,
  ])
})
