import { BOOLEAN_RULES } from './lint-booleans.ts'
import { COMPARISON_RULES } from './lint-comparisons.ts'
import { DATE_RULES } from './lint-dates.ts'
import { DIVISION_RULES } from './lint-division.ts'
import { FUNCTION_RULES } from './lint-functions.ts'
import { INSERT_RULES } from './lint-inserts.ts'
import { LIKE_RULES } from './lint-like.ts'
import { MIXED_TYPE_RULES } from './lint-mixed-types.ts'
import { NAME_RULES } from './lint-names.ts'
import { NOCASE_RULES } from './lint-nocase.ts'
import { NULL_ORDER_RULES } from './lint-null-order.ts'
import { NUMBER_RULES } from './lint-numbers.ts'
import { RECURSION_RULES } from './lint-recursion.ts'
import { STATEMENT_RULES } from './lint-statements.ts'
import { TEXT_RULES } from './lint-texts.ts'
import type { Rule } from './lint-tokens.ts'

/** All that a query of the owner is read for. */
export const LINT_RULES: readonly Rule[] = [
  ...COMPARISON_RULES,
  ...MIXED_TYPE_RULES,
  ...NOCASE_RULES,
  ...BOOLEAN_RULES,
  ...LIKE_RULES,
  ...NULL_ORDER_RULES,
  ...NUMBER_RULES,
  ...DIVISION_RULES,
  ...DATE_RULES,
  ...FUNCTION_RULES,
  ...STATEMENT_RULES,
  ...RECURSION_RULES,
  ...INSERT_RULES,
  ...NAME_RULES,
  ...TEXT_RULES,
]
