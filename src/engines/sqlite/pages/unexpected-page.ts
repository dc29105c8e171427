/**
 * The pages of a file are not what a reader of them expects: it is damaged, or it holds something that only SQLite can make
 * sense of. SQLite is asked then.
 */
export class UnexpectedPage extends Error {
  override readonly name = 'UnexpectedPage'
}
