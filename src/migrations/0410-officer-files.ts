import type { Migration } from '../platform/database/migrate.ts'

export const officerFiles: Migration = {
  name: '0410-officer-files',
  async up() {},
  async down() {},
}
