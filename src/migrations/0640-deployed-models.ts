import type { Migration } from '../platform/database/migrate.ts'

/** The models as they were deployed: the diagram of a case stays the one that it went through, whatever a bureau draws later. */
export const deployedModels: Migration = {
  name: '0640-deployed-models',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE deployed_models (
      process_definition_key ${keyText(20)} PRIMARY KEY,
      process_id ${keyText(80)} NOT NULL,
      version ${bigint} NOT NULL,
      resource_name ${keyText(200)} NOT NULL,
      content ${longText} NOT NULL,
      deployed_at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX deployed_models_process ON deployed_models (process_id, deployed_at)')
    // Of what was begun before this was kept, the model is not known.
    await sql.run(`ALTER TABLE process_instances ADD COLUMN process_definition_key ${keyText(20)}`)
  },
  async down(sql) {
    await sql.run('ALTER TABLE process_instances DROP COLUMN process_definition_key')
    await sql.run('DROP TABLE deployed_models')
  },
}
