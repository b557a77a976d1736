/**
 * What differs between the databases, as data: code asks the flag, never the name.
 */
export interface Dialect {
  name: 'sqlite' | 'mariadb'
  /** One writer at a time: write transactions queue behind a mutex instead of meeting as lock errors. */
  singleWriter: boolean
  /** How many bound values one statement may hold. */
  maxParameters: number
  /** How very many rows are written fastest: bound to a prepared statement, or written into the statement's text. */
  bulk: 'bound' | 'text'
  /** The clause after INSERT … VALUES that turns it into an upsert, given the key columns and the columns to replace. */
  onConflictReplace(keys: string[], columns: string[]): string
  /** INSERT that leaves an existing row alone. */
  insertIgnore: string
  /** Locks the rows that a SELECT in a write transaction is about to change; SQLite's writer has the whole file anyway. */
  forUpdate: string
  /** What makes the database overwrite what is replaced or deleted, where it would stay in its file until the place is used again. */
  overwriteDeleted?: string
  /** Type of a JSON or long text column. */
  longText: string
  /** Type of a short text column that is compared byte by byte (codes, ids): `key` of n characters. */
  keyText(length: number): string
  /** Type of a 64-bit integer. */
  bigint: string
  /** Options that end a CREATE TABLE. */
  tableOptions: string
}

export const sqlite: Dialect = {
  name: 'sqlite',
  singleWriter: true,
  maxParameters: 32_000,
  bulk: 'bound',
  onConflictReplace: (keys, columns) =>
    `ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${columns.map((c) => `${c} = excluded.${c}`).join(', ')}`,
  insertIgnore: 'INSERT OR IGNORE',
  forUpdate: '',
  overwriteDeleted: 'PRAGMA secure_delete = ON',
  longText: 'TEXT',
  keyText: () => 'TEXT',
  bigint: 'INTEGER',
  tableOptions: '',
}

export const mariadb: Dialect = {
  name: 'mariadb',
  singleWriter: false,
  maxParameters: 60_000,
  bulk: 'text',
  onConflictReplace: (_keys, columns) =>
    `ON DUPLICATE KEY UPDATE ${columns.map((c) => `${c} = VALUES(${c})`).join(', ')}`,
  insertIgnore: 'INSERT IGNORE',
  forUpdate: 'FOR UPDATE',
  longText: 'LONGTEXT',
  keyText: (length) => `VARCHAR(${length}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  bigint: 'BIGINT',
  tableOptions: 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin',
}
