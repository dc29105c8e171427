import { amount } from '../progress/amount.ts'

/**
 * What rows do to a rule of the target, in the words of whoever finds it: the prediction and the load say the same of one
 * issue.
 *
 * @param rule as the ledger names it: `unique t_a_key`
 */
export const VIOLATION_WORDS = {
  sharedKey: (rows: number, rule: string) =>
    `${amount(rows, 'row')} share their key with another row, which the ${rule} does not allow`,
  noKey: (rows: number, rule: string) =>
    `${amount(rows, 'row')} without a key, which the ${rule} does not allow`,
  noParent: (rows: number, missing: number, rule: string) =>
    `${amount(rows, 'row')} without a parent, ${amount(missing, 'parent')} missing (${rule})`,
  brokenCheck: (rows: number, rule: string) => `${amount(rows, 'row breaks', 'rows break')} the ${rule}`,
} as const
