import { parseDeclaredType } from '../declared-type.ts'
import { asNumber, isNumber, type Term, term, Untranslatable } from './term.ts'

/** @throws Untranslatable: between numbers and texts the systems read and spell most values differently */
export function translateCast(value: Term, type: string): Term {
  const { name, arguments: limits } = parseDeclaredType(type)
  if (limits.length > 0) throw new Untranslatable(`CAST to ${type} has no equivalent`)
  if (name === 'TEXT' && value.type === 'text') return { ...value, affinity: 'text' }
  if (name === 'TEXT' && value.type === 'integer') return term(`(${value.sql})::text`, 'text')
  if (/^(BIG|TINY|SMALL)?INT(EGER)?$/.test(name) && ['integer', 'boolean'].includes(value.type)) {
    return asNumber(value)
  }
  if (/^(REAL|FLOAT|DOUBLE)$/.test(name) && isNumber(value)) {
    return term(`(${value.sql})::double precision`, 'float', { isReal: true })
  }
  throw new Untranslatable(`CAST to ${type} has no equivalent`)
}
