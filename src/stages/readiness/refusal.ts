import { type PostgresRefusal, publicMessage } from '../../engines/postgres/postgres-error.ts'

/** `SQLSTATE 42883, operator does not exist: point = point`, without cell values. */
export function refusalOf({ fields }: Pick<PostgresRefusal, 'fields'>): string {
  const [said, code] = [publicMessage(fields), `SQLSTATE ${fields.sqlstate}`]
  return said === code ? code : `${code}, ${said}`
}
