/**
 * The tree of a SQLite expression. Parentheses have no node of their own, because SQLite keeps none either.
 * https://www.sqlite.org/lang_expr.html
 */
export type Expression = Span &
  (
    | { readonly kind: 'null' }
    /** Without the `_` between digits. */
    | { readonly kind: 'number'; readonly text: string }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'blob'; readonly hex: string }
    /** CURRENT_DATE, CURRENT_TIME or CURRENT_TIMESTAMP, in lower case. */
    | { readonly kind: 'moment'; readonly name: string }
    /**
     * A column. Where there is none of that name, SQLite takes `"double"` as a text and a bare TRUE or FALSE as a
     * number, which only those can tell who know the columns. https://www.sqlite.org/quirks.html#dblquote
     */
    | { readonly kind: 'name'; readonly name: string; readonly spelling: NameSpelling }
    | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
    | {
        readonly kind: 'binary'
        readonly operator: BinaryOperator
        readonly left: Expression
        readonly right: Expression
      }
    | { readonly kind: 'collate'; readonly operand: Expression; readonly collation: string }
    /** ISNULL, NOTNULL and NOT NULL; `x IS NULL` is a binary operator. */
    | { readonly kind: 'is-null'; readonly negated: boolean; readonly operand: Expression }
    | {
        readonly kind: 'in-list'
        readonly negated: boolean
        readonly operand: Expression
        readonly items: readonly Expression[]
      }
    | {
        readonly kind: 'between'
        readonly negated: boolean
        readonly operand: Expression
        readonly low: Expression
        readonly high: Expression
      }
    | {
        readonly kind: 'like'
        readonly operator: LikeOperator
        readonly negated: boolean
        readonly operand: Expression
        readonly pattern: Expression
        readonly escape: Expression | null
      }
    | {
        readonly kind: 'case'
        readonly subject: Expression | null
        readonly branches: readonly CaseBranch[]
        readonly otherwise: Expression | null
      }
    /** The type as declared types are spelled; empty in `CAST(x AS)`. */
    | { readonly kind: 'cast'; readonly operand: Expression; readonly type: string }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
    /** Read only as far as to know where it ends. */
    | { readonly kind: 'unsupported'; readonly construct: Construct; readonly text: string }
  )

export type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>

/** `sql.slice(start, end)` is the node as written, with the parentheses around it. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface CaseBranch {
  readonly condition: Expression
  readonly result: Expression
}

/** `qualified` stands behind a dot, and is always a column. */
export type NameSpelling = 'bare' | 'double-quoted' | 'quoted' | 'qualified'

export type UnaryOperator = '+' | '-' | '~' | 'NOT'

/** `==` is `=`, `!=` is `<>`, and IS [NOT] DISTINCT FROM is the other of IS and IS NOT. */
export type BinaryOperator =
  | 'OR'
  | 'AND'
  | '='
  | '<>'
  | 'IS'
  | 'IS NOT'
  | '<'
  | '<='
  | '>'
  | '>='
  | '&'
  | '|'
  | '<<'
  | '>>'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '||'
  | '->'
  | '->>'

export type LikeOperator = 'LIKE' | 'GLOB' | 'REGEXP' | 'MATCH'

export type Construct =
  | 'sub-select'
  | 'row value'
  | 'aggregate function'
  | 'window function'
  | 'bind parameter'
  | 'call of RAISE'
