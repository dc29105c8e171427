import { counted, type Finding } from './finding.ts'

/**
 * What is no time of day, of which a look at the rows counts the two kinds. Durations of a day and more stand in TIME
 * columns as MySQL has them; PostgreSQL has interval for those.
 *
 * @param where finds the texts and blobs that are no times
 * @param column quoted
 */
export function timeMisfits(where: string, column: string): readonly Finding[] {
  const hours = `rtrim(substr(${column}, 1, instr(${column}, ':') - 1))`
  const isLong = `typeof(${column}) = 'text' and ${column} glob '[0-9][0-9]*:[0-5][0-9]*' and trim(${hours}, '0123456789') = '' and cast(${hours} as integer) >= 24`
  const uncounted = { rows: 0, message: '' }
  return [
    {
      ...uncounted,
      code: 'time-beyond-day',
      where: `${where} and ${isLong}`,
      counted: (rows) => counted(rows, 'time is later than 24:00', 'times are later than 24:00'),
    },
    {
      ...uncounted,
      code: 'invalid-date',
      where: `${where} and not (${isLong})`,
      counted: (rows) =>
        counted(rows, 'value is not a time in ISO form', 'values are not a time in ISO form'),
      remedy: WITHOUT_DAY,
    },
  ]
}

const WITHOUT_DAY =
  'Correct the values, or set them to NULL. Of times with a day before them, as Rails writes them, the remedy `sql` keeps `substr(at, 12)`, at being the column.'
