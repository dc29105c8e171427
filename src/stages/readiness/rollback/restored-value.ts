import type { ColumnPlan } from '../../plan/migration-plan.ts'
import type { Spelling } from './spelling.ts'

export type SqliteValue = string | bigint | number | Buffer | null

/**
 * What a value of PostgreSQL becomes on its way back, as a function of the text that PostgreSQL prints for it.
 * It shares nothing with the loader: this is the road of a rollback, and it has to find its own way.
 */
export function restorer({ conversion }: ColumnPlan, spelling: Spelling): (text: string) => SqliteValue {
  switch (conversion.kind) {
    case 'integer':
    case 'epoch':
      return spelling.numericAffinity ? wholeNumber : BigInt
    case 'numeral':
      return spelling.storageClass === 'text' ? asItIs : BigInt
    case 'float':
      return spelling.storageClass === 'integer' && !spelling.numericAffinity ? wholeOrReal : Number
    case 'decimal':
      // the affinity reads a text as it did when the row was first written
      if (spelling.numericAffinity) return number
      return spelling.storageClass === 'text' ? asItIs : wholeOrReal
    case 'text':
    case 'rendered':
    case 'json':
    case 'uuid':
    case 'date':
      return asItIs
    case 'respelled-uuid':
      return asItIs
    case 'bytes':
      return spelling.storageClass === 'text' ? (text) => bytesOf(text).toString('utf8') : bytesOf
    case 'boolean':
      return (text) => (text === 't' ? spelling.truths.t : spelling.truths.f)
    case 'time':
    case 'timestamp':
    case 'timestamptz':
      return timeSpeller(spelling)
    default:
      return conversion satisfies never
  }
}

/** The affinity makes an integer of a whole double; to make a BigInt takes longer. All of 15 digits are exact. */
function wholeNumber(text: string): number | bigint {
  return text.length <= 15 ? Number(text) : BigInt(text)
}

/** The same, where there may be decimals: a text takes twice as long to bind. */
function number(text: string): number | string {
  return text.length <= 15 ? Number(text) : text
}

const asItIs = (text: string) => text

function wholeOrReal(text: string): SqliteValue {
  return /^-?\d+$/.test(text) ? BigInt(text) : Number(text)
}

/** `\x00ff` */
const bytesOf = (text: string) => Buffer.from(text.slice(2), 'hex')

/** `2026-03-27 17:05:00.25+00`, in the shape of the source: `9999-99-99T99:99:99.999Z`. */
function timeSpeller({ shapes }: Spelling): (text: string) => string {
  const whole = shapes.whole ?? shapes.decimal
  const decimal = shapes.decimal ?? shapes.whole
  if (whole === null || decimal === null) return asItIs
  const [spellWhole, spellDecimal] = [shapeSpeller(whole), shapeSpeller(decimal)]
  return (text) => {
    const [, start = '', decimals = ''] = /^([^.+]*)(?:\.(\d+))?/.exec(text) ?? []
    return decimals === '' ? spellWhole(start, '') : spellDecimal(start, decimals)
  }
}

const DATE_LENGTH = '9999-99-99'.length

/** @returns spells a date and a clock of PostgreSQL, with its decimals apart */
function shapeSpeller(shape: string): (start: string, decimals: string) => string {
  if (shape.length === DATE_LENGTH) return (start) => start.slice(0, DATE_LENGTH)
  const separator = shape[DATE_LENGTH] ?? ' '
  const dropsSeconds = !shape.includes('99:99:99')
  const width = /\.(9+)/.exec(shape)?.[1]?.length ?? 0
  const zone = /(Z|[+-]99:?99)$/.exec(shape)?.[0].replaceAll('9', '0') ?? ''
  return (start, decimals) => {
    const clock = dropsSeconds ? start.slice(0, -':00'.length) : start
    const spaced = separator === ' ' ? clock : clock.replace(' ', separator)
    const fraction = decimals.padEnd(width, '0')
    return `${spaced}${fraction === '' ? '' : `.${fraction}`}${zone}`
  }
}
