import { CATEGORIES, type Category } from '../../issues/issue-ranks.ts'

/** `schema 2`, `quality 1`: how many there are of each category that has any, in the methodology's order. */
export function categoryTally(issues: readonly { readonly category: Category }[]): readonly string[] {
  return CATEGORIES.flatMap((name) => {
    const count = issues.filter(({ category }) => category === name).length
    return count === 0 ? [] : [`${name} ${count}`]
  })
}
