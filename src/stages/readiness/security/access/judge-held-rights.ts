import { amount } from '../../../../progress/amount.ts'
import { matchesGlob } from '../../../../sql/matches-glob.ts'
import { RIGHTS, type RoleRights } from '../../checklist-settings.ts'
import type { HeldRight } from './held-rights.ts'
import type { ProbedRole } from './probed-role.ts'
import type { TargetNames } from './target-names.ts'

/**
 * What a role holds and `rights` does not name, and what `rights` names besides tables and the role does not hold. Pure.
 * What follows from owning or from being a superuser is left out: either is declared, or said for itself.
 *
 * @param held by the role, and by those that it can become
 */
export function judgeHeldRights(
  { name: role, granted }: ProbedRole,
  held: readonly HeldRight[],
  names: TargetNames,
): readonly string[] {
  const key = ({ right, passedOn, kind, oid, name: what }: HeldRight) =>
    [right, passedOn, kind, oid, what].join(' ')
  const own = new Set(held.filter(({ by }) => by === role).map(key))
  const inOrder = held
    .filter((one) => one.by === role || !own.has(key(one)))
    .filter((one) => !one.follows && !(granted.owner === true && one.kind === 'container'))
    .toSorted((one, other) => orderOf(one) - orderOf(other))
  const nouns = inOrder.filter(({ right }) => NOUNS.has(right))
  const later = inOrder.filter((one) => one.kind === 'default' && !nouns.includes(one))
  return [
    ...grantedWithAll(role, nouns, names),
    ...grantedLater(role, granted, later),
    ...inOrder
      .filter((right) => !nouns.includes(right))
      .flatMap((right) => excessOf(role, granted, right, names)),
    ...missing(role, granted, held, names),
  ]
}

/** As people look for them: what can be read before what can be changed. */
function orderOf({ right }: HeldRight): number {
  const place = (RIGHTS as readonly string[]).indexOf(right)
  return place === -1 ? RIGHTS.length : place
}

/** What GRANT calls by a noun. https://www.postgresql.org/docs/current/ddl-priv.html */
const VERBS: Readonly<Record<string, string>> = {
  references: 'make references',
  trigger: 'create triggers',
  maintain: 'run maintenance',
}
/** Rights that `rights` cannot name. */
const NOUNS: ReadonlySet<string> = new Set(Object.keys(VERBS))

/**
 * These come with GRANT ALL, on every table at once, so each kind of object says them once.
 *
 * @param nouns held rights of this sort, on tables, on views, and on what will be created
 */
function grantedWithAll(role: string, nouns: readonly HeldRight[], names: TargetNames): readonly string[] {
  const objects = [...Map.groupBy(nouns, ({ oid, by }) => `${oid} ${by}`).values()].flatMap((held) => {
    const [first] = held
    const rights = [...new Set(held.map(({ right }) => right))]
    return first === undefined ? [] : [{ ...first, rights }]
  })
  const alike = Map.groupBy(objects, ({ kind, by, rights }) => JSON.stringify([kind, by, rights]))
  return [...alike.values()].flatMap((some) => {
    const [first] = some
    if (first === undefined) return []
    const { rights, kind, oid, name, by } = first
    const acts = rights.map((right) => VERBS[right] ?? right).join(' and ')
    const one = kind === 'default' ? 'whatever is created' : (names.sources.get(oid) ?? name)
    const on = kind === 'default' || some.length === 1 ? one : amount(some.length, kind)
    const advice = rights.includes('references') && rights.includes('trigger') ? ADVICE : ''
    return [`${role} may ${acts} on ${on}${by === role ? '' : ` as ${by}`}${advice}`]
  })
}

const ADVICE =
  ' (from GRANT ALL: write the rights that it needs instead, such as GRANT SELECT, INSERT, UPDATE, DELETE)'

/** Default privileges come several at once too. https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html */
function grantedLater(role: string, granted: RoleRights, later: readonly HeldRight[]): readonly string[] {
  const excess = later.filter(({ right, passedOn }) => passedOn || !globsOf(granted, right).includes('*'))
  return [...Map.groupBy(excess, ({ by }) => by)].map(([by, some]) => {
    const acts = [...new Set(some.map(({ right }) => right))].join(' and ')
    return `${role} may ${acts} on whatever is created${by === role ? '' : ` as ${by}`}`
  })
}

function excessOf(role: string, granted: RoleRights, held: HeldRight, names: TargetNames): readonly string[] {
  const { right, passedOn, kind, name, by } = held
  const through = by === role ? '' : ` as ${by}`
  switch (kind) {
    case 'container':
      return [`${role} may create ${name}${through}`]
    case 'default':
      return []
    case 'function': {
      const what = `execute ${name}(), which has the rights of its owner${through}`
      if (!matchesAny([name], granted.execute ?? [])) return passedOn ? [] : [`${role} may ${what}`]
      return passedOn ? [`${role} may let others ${what}`] : []
    }
    case 'table':
    case 'view': {
      const called = names.sources.get(held.oid) ?? name
      if (!matchesAny(namesOf(held, names), globsOf(granted, right))) {
        return passedOn ? [] : [`${role} may ${right} on ${called}${through}`]
      }
      return passedOn ? [`${role} may let others ${right} on ${called}${through}`] : []
    }
    default:
      return kind satisfies never
  }
}

/** A view or a function may be there for a glob to find; one that is called by its name has to be. */
function missing(
  role: string,
  granted: RoleRights,
  held: readonly HeldRight[],
  names: TargetNames,
): readonly string[] {
  const own = held.filter(({ by }) => by === role)
  const views = RIGHTS.flatMap((right) =>
    globsOf(granted, right)
      .filter((glob) => !/[*?]/.test(glob))
      .filter((glob) => !names.tables.some((table) => matchesGlob(table, glob)))
      .filter((glob) => names.others.some((called) => matchesAny(called, [glob])))
      .filter((glob) => !own.some((one) => one.right === right && matchesAny(namesOf(one, names), [glob])))
      .map((glob) => `${role} may not ${right} on ${glob}`),
  )
  const functions = (granted.execute ?? [])
    .filter((glob) => !/[*?]/.test(glob) && names.functions.some((name) => matchesGlob(name, glob)))
    .filter((glob) => !own.some(({ kind, name }) => kind === 'function' && matchesGlob(name, glob)))
    .map((glob) => `${role} may not execute ${glob}`)
  return [...views, ...functions]
}

function globsOf(granted: RoleRights, right: string): readonly string[] {
  const known = RIGHTS.find((one) => one === right)
  return known === undefined ? [] : (granted[known] ?? [])
}

/** A table is called as in the source; everything else as in the target, with or without its schema. */
function namesOf({ oid, schema, name }: HeldRight, { sources }: TargetNames): readonly string[] {
  const source = sources.get(oid)
  return source === undefined ? [name, `${schema}.${name}`] : [source]
}

function matchesAny(names: readonly string[], globs: readonly string[]): boolean {
  return globs.some((glob) => names.some((name) => matchesGlob(name, glob)))
}
