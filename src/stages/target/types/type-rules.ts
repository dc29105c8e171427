import type { ColumnProfile } from '../../catalog/column-profile.ts'
import { valueCount } from './followers.ts'
import type { Intent } from './intent.ts'

/** One row of the type mapping: names of declared types, what they ask for, and what the values can make of it. */
export interface TypeRule {
  /** Upper case, without arguments, without SIGNED or UNSIGNED, and without the dimensions of a geometry. */
  readonly names: readonly string[]
  readonly intent: Intent
  /** False for values of which the name cannot speak: they decide alone. Without it, the name counts whatever they are. */
  readonly isMeant?: (profile: ColumnProfile) => boolean
  /** The type where the values follow the declaration. */
  readonly target: string
  /** The type where they do not. Where most of them do not, the values alone decide. */
  readonly otherwise: string
  readonly spec: string
}

const POSTGRES = 'https://www.postgresql.org/docs/current'

/**
 * The whole names that are understood. Any other name goes by its affinity: INTEGER, TEXT and REAL like the first
 * rows of their kind, the rest by its values. https://www.sqlite.org/datatype3.html#determination_of_column_affinity
 */
export const TYPE_RULES: readonly TypeRule[] = [
  {
    names: [
      'INTEGER',
      'INT',
      'TINYINT',
      'SMALLINT',
      'MEDIUMINT',
      'BIGINT',
      'BIG INT',
      'INT2',
      'INT4',
      'INT8',
      'INT16',
      'INT32',
      'INT64',
      'LONG',
      'SHORT',
      'BYTE',
      'SERIAL',
      'BIGSERIAL',
      'UNSIGNED',
      'SIGNED',
    ],
    intent: { kind: 'integer' },
    target: 'bigint',
    otherwise: 'double precision with fractions; numeric when a number beyond 2^53 is among them',
    spec: `${POSTGRES}/datatype-numeric.html#DATATYPE-INT`,
  },
  {
    names: ['REAL', 'FLOAT', 'DOUBLE', 'DOUBLE PRECISION', 'FLOAT4', 'FLOAT8'],
    intent: { kind: 'float' },
    target: 'double precision',
    otherwise: 'numeric when an integer beyond 2^53 is among them',
    spec: `${POSTGRES}/datatype-numeric.html#DATATYPE-FLOAT`,
  },
  {
    names: ['DECIMAL', 'DEC', 'NUMERIC', 'NUMBER', 'FIXED', 'MONEY', 'SMALLMONEY', 'CURRENCY'],
    intent: { kind: 'decimal', precision: null, scale: null },
    target: 'numeric(p,s), or numeric where no precision is declared',
    otherwise: 'numeric when a number does not fit; boolean when DEFAULT is TRUE or FALSE and all are 0 or 1',
    spec: `${POSTGRES}/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL`,
  },
  {
    names: [
      'TEXT',
      'CLOB',
      'STRING',
      'TINYTEXT',
      'MEDIUMTEXT',
      'LONGTEXT',
      'LONGVARCHAR',
      'NTEXT',
      'NCLOB',
      'CITEXT',
      'ENUM',
    ],
    intent: { kind: 'text', length: null },
    target: 'text',
    otherwise: 'bytea when most values are not text',
    spec: `${POSTGRES}/datatype-character.html`,
  },
  {
    names: [
      'VARCHAR',
      'CHAR',
      'CHARACTER',
      'NCHAR',
      'NVARCHAR',
      'VARCHAR2',
      'NVARCHAR2',
      'CHARACTER VARYING',
      'VARYING CHARACTER',
      'NATIVE CHARACTER',
    ],
    intent: { kind: 'text', length: 0 },
    target: 'character varying(n), or text where no length is declared',
    otherwise: 'text when a value is longer',
    spec: `${POSTGRES}/datatype-character.html`,
  },
  {
    names: ['BLOB', 'BYTEA', 'BINARY', 'VARBINARY', 'IMAGE', 'TINYBLOB', 'MEDIUMBLOB', 'LONGBLOB'],
    intent: { kind: 'bytes' },
    target: 'bytea',
    otherwise: 'texts arrive as their bytes; of texts and numbers without a blob the values decide',
    spec: `${POSTGRES}/datatype-binary.html`,
  },
  {
    names: ['BOOLEAN', 'BOOL'],
    intent: { kind: 'boolean' },
    target: 'boolean',
    otherwise:
      'whatever holds the values, when most are not 0, 1, t, f, true or false; the type of DEFAULT, when that is another number',
    spec: `${POSTGRES}/datatype-boolean.html`,
  },
  {
    names: ['BIT', 'YESNO', 'YES/NO', 'LOGICAL'],
    intent: { kind: 'boolean' },
    isMeant: (profile) => profile.integersBoolean + profile.textForms.boolean === valueCount(profile),
    target: 'boolean, where the column is empty or each value is 0, 1, t, f, true or false',
    otherwise:
      'whatever holds the values, when one is something else, and for BIT(n) of more than one bit; the type of DEFAULT, when that is another number',
    spec: 'https://learn.microsoft.com/sql/t-sql/data-types/bit-transact-sql',
  },
  {
    names: ['DATE'],
    intent: { kind: 'date' },
    target: 'date',
    otherwise:
      'timestamp or timestamptz when a value has a time other than midnight, or when the column is empty and the other DATE columns of its table hold times (where those are empty too, of the database); timestamptz for epoch numbers',
    spec: `${POSTGRES}/datatype-datetime.html`,
  },
  {
    names: ['TIME', 'TIME WITHOUT TIME ZONE'],
    intent: { kind: 'time', zoned: false },
    target: 'time',
    otherwise: 'time with time zone when all values have an offset; else text',
    spec: `${POSTGRES}/datatype-datetime.html`,
  },
  {
    names: ['TIMETZ', 'TIME WITH TIME ZONE'],
    intent: { kind: 'time', zoned: true },
    target: 'time with time zone',
    otherwise: 'text, also with more than six decimals',
    spec: `${POSTGRES}/datatype-datetime.html`,
  },
  {
    names: ['DATETIME', 'DATETIME2', 'SMALLDATETIME', 'TIMESTAMP', 'TIMESTAMP WITHOUT TIME ZONE'],
    intent: { kind: 'timestamp', zoned: false },
    target: 'timestamp',
    otherwise:
      'timestamptz when a value has an offset or all count from an epoch, or when the column is empty and the other moments of its table are timestamptz (where those are empty too, of the database); text with more than six decimals',
    spec: `${POSTGRES}/datatype-datetime.html`,
  },
  {
    names: ['TIMESTAMPTZ', 'TIMESTAMP WITH TIME ZONE', 'TIMESTAMP WITH LOCAL TIME ZONE', 'DATETIMEOFFSET'],
    intent: { kind: 'timestamp', zoned: true },
    target: 'timestamptz',
    otherwise: 'text with more than six decimals',
    spec: `${POSTGRES}/datatype-datetime.html#DATATYPE-TIMEZONES`,
  },
  {
    names: ['JSON', 'JSONB'],
    intent: { kind: 'json' },
    target: 'json',
    otherwise: 'text in keys and indexes, which json cannot have; never jsonb, which respells values',
    spec: `${POSTGRES}/datatype-json.html`,
  },
  {
    names: ['UUID', 'GUID', 'UNIQUEIDENTIFIER'],
    intent: { kind: 'uuid' },
    target: 'uuid',
    otherwise:
      'text when a value is not canonical; bytea for binary ones; what holds the numbers where SQLite has made them of texts',
    spec: `${POSTGRES}/datatype-uuid.html`,
  },
  {
    names: [
      'GEOMETRY',
      'GEOGRAPHY',
      'POINT',
      'LINESTRING',
      'POLYGON',
      'MULTIPOINT',
      'MULTILINESTRING',
      'MULTIPOLYGON',
      'GEOMETRYCOLLECTION',
      'GEOMCOLLECTION',
      'CIRCULARSTRING',
      'COMPOUNDCURVE',
      'CURVEPOLYGON',
      'MULTICURVE',
      'MULTISURFACE',
      'CURVE',
      'SURFACE',
      'POLYHEDRALSURFACE',
      'TIN',
      'TRIANGLE',
    ],
    intent: { kind: 'bytes' },
    isMeant: (profile) => valueCount(profile) === 0 || (profile.blobs > 0 && profile.texts === 0),
    target: 'bytea, also with Z, M or ZM behind the name',
    otherwise: 'whatever holds the values, when one is a text or none is a blob',
    spec: 'http://www.geopackage.org/spec/#geometry_types',
  },
  {
    names: ['ANY'],
    intent: { kind: 'any' },
    target: 'the type that holds the values, or DEFAULT where there are none',
    otherwise: 'text for numbers among texts',
    spec: 'https://www.sqlite.org/stricttables.html',
  },
]
