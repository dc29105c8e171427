import { expect, test } from 'vitest'
import type { Fit } from '../../../src/sql/fits.ts'
import type { ColumnProfile } from '../../../src/stages/catalog/column-profile.ts'
import { EMPTY_PROFILE } from '../../../src/stages/catalog/merge-profiles.ts'
import { mayMisfit } from '../../../src/stages/plan/may-misfit.ts'
import { profileOf } from './column-plans.ts'

type Counts = Partial<ColumnProfile>

const forms = (counts: Partial<ColumnProfile['textForms']>) => ({ ...EMPTY_PROFILE.textForms, ...counts })

/** Of each kind: profiles that settle it, and profiles with one more value that may not fit. */
const CASES: readonly (readonly [fit: Fit, fitting: readonly Counts[], doubtful: readonly Counts[]])[] = [
  [
    { kind: 'integer', bits: 16 },
    [{ integers: 2, integerMin: -32768n, integerMax: 32767n }],
    [
      { integers: 1, integerMax: 32768n },
      { integers: 1, integerMin: -32769n },
      { reals: 1 },
      { texts: 1 },
      { blobs: 1 },
    ],
  ],
  [
    { kind: 'integer', bits: 64 },
    [{ integers: 1, integerMin: -(2n ** 63n), integerMax: 2n ** 63n - 1n }],
    [{ reals: 1 }],
  ],
  [
    { kind: 'float' },
    [{ integers: 1, reals: 1 }],
    [{ integers: 1, integersBeyondDouble: 1 }, { texts: 1 }, { blobs: 1 }],
  ],
  [
    { kind: 'decimal', precision: null, scale: null },
    [{ integers: 1, reals: 1 }],
    [{ texts: 1 }, { blobs: 1 }],
  ],
  [{ kind: 'decimal', precision: 4, scale: 2 }, [], [{ integers: 1 }]],
  [
    { kind: 'text', maxLength: 3 },
    [{ texts: 1, longestText: 3 }],
    [
      { texts: 1, longestText: 4 },
      { texts: 1, textsWithNul: 1 },
      { texts: 1, textsInvalidUtf8: 1 },
      { blobs: 1 },
      { reals: 1 },
    ],
  ],
  [
    { kind: 'rendered', maxLength: null },
    [{ integers: 1, reals: 1, texts: 1 }],
    [{ blobs: 1 }, { texts: 1, textsWithNul: 1 }],
  ],
  [
    { kind: 'bytes', utf16: false },
    [{ texts: 1, blobs: 1, textsInvalidUtf8: 1 }],
    [{ integers: 1 }, { reals: 1 }],
  ],
  [{ kind: 'bytes', utf16: true }, [{ texts: 1, blobs: 1 }], [{ texts: 1, textsInvalidUtf8: 1 }]],
  [
    { kind: 'boolean' },
    [
      { integers: 1, integersBoolean: 1 },
      { texts: 1, textForms: forms({ boolean: 1 }) },
    ],
    [{ integers: 2, integersBoolean: 1 }, { texts: 1 }, { reals: 1 }, { blobs: 1 }],
  ],
  [
    { kind: 'date' },
    [{ texts: 1, textForms: forms({ date: 1 }) }],
    [{ texts: 1, textForms: forms({ timestamp: 1 }) }, { integers: 1 }],
  ],
  [
    { kind: 'midnight' },
    [{ texts: 1, textForms: forms({ date: 1 }) }],
    [{ texts: 1, textForms: forms({ timestamp: 1 }) }, { integers: 1 }, { blobs: 1 }],
  ],
  [{ kind: 'time' }, [{ texts: 1, textForms: forms({ time: 1 }) }], [{ texts: 1 }, { reals: 1 }]],
  [
    { kind: 'timestamp' },
    [{ texts: 3, textForms: forms({ date: 1, timestamp: 1, 'timestamp-utc': 1 }) }],
    [{ texts: 1, textForms: forms({ 'timestamp-offset': 1 }) }, { blobs: 1 }],
  ],
  [
    { kind: 'timestamptz' },
    [{ texts: 1, textForms: forms({ 'timestamp-offset': 1 }) }],
    [{ texts: 1, textForms: forms({ 'timestamp-nano': 1 }) }, { integers: 1 }],
  ],
  [{ kind: 'epoch', unit: 'seconds' }, [], [{ integers: 1 }, { texts: 1 }]],
  [
    { kind: 'json' },
    [{ texts: 1, integers: 1, jsons: 2 }],
    [{ texts: 1 }, { texts: 1, jsons: 1, textsInvalidUtf8: 1 }, { blobs: 1 }],
  ],
  [{ kind: 'uuid' }, [{ texts: 1, textForms: forms({ uuid: 1 }) }], [{ texts: 1 }, { integers: 1 }]],
]

test.each(CASES)('the profile tells whether a value may not fit %j', (fit, fitting, doubtful) => {
  expect(mayMisfit(EMPTY_PROFILE, fit)).toBe(fit.kind === 'decimal' && fit.precision !== null)
  expect(mayMisfit(profileOf({ nulls: 5 }), fit)).toBe(fit.kind === 'decimal' && fit.precision !== null)
  for (const counts of fitting) expect(mayMisfit(profileOf(counts), fit)).toBe(false)
  for (const counts of doubtful) expect(mayMisfit(profileOf(counts), fit)).toBe(true)
})
