import { describeRunRecord } from '../../src/stages/record/describe-run-record.ts'
import { GENERATED } from './markdown-table.ts'

/** docs/run-record.md: every field of record.json. */
export function runRecordPage(): string {
  return [
    GENERATED,
    '# Run record',
    [
      'Every run writes `record.json`. All reports are made from it and hold nothing else, so an old record can be rendered',
      'again. Its form is [schema/run-record.schema.json](../schema/run-record.schema.json); new fields may appear, and',
      'readers ignore what they do not know. `schemaVersion` grows only when an old reader would be misled.',
    ].join('\n'),
    [
      'For every table `rowsSource = rowsLoaded + rowsRejected`, and after the validation `rowsTarget = rowsLoaded`. `objects`',
      'is a ledger: each index, constraint, default, view, trigger, generated column and sequence of the source is in it once.',
      'Keys of rows are in the record, other cell values never; unless `--show-values` is given, what failing commands say',
      'is not in it either, for it may quote some.',
    ].join('\n'),
    describeRunRecord(),
    '## Rejects',
    [
      '`rejects/<table>.ndjson` has one line for each row that could not be loaded: its key, the column, the storage class and',
      'length of the value, what PostgreSQL says (SQLSTATE), and the id of the issue. The value itself is there only with',
      '`--show-values`.',
    ].join('\n'),
    '```json\n{"key":{"id":7},"column":"nickname","storageClass":"text","length":12,"sqlstate":"22001","issue":"quality/varchar-overflow:players.nickname"}\n```',
  ]
    .join('\n\n')
    .concat('\n')
}
