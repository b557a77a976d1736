import type { Migration } from '../platform/database/migrate.ts'

/**
 * Property 涉案财物 and coercive measures 强制措施. The chain is held by the database itself: composite keys tie an item, its release and its exit to one and
 * the same measure, a mark that is unique allows one open request, and checks keep quantities (in the unit's smallest steps) between nothing and all.
 */
export const property: Migration = {
  name: '0320-property',
  async up(sql, { keyText, longText, bigint, tableOptions }) {
    await sql.run(`CREATE TABLE warehouses (
      code ${keyText(20)} PRIMARY KEY,
      name ${keyText(60)} NOT NULL,
      place ${keyText(200)} NOT NULL
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE shelves (
      warehouse ${keyText(20)} NOT NULL REFERENCES warehouses (code),
      code ${keyText(20)} NOT NULL,
      PRIMARY KEY (warehouse, code)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE measures (
      id ${keyText(26)} PRIMARY KEY,
      case_id ${keyText(26)} NOT NULL REFERENCES cases (id),
      kind ${keyText(24)} NOT NULL CHECK (kind IN ('sealing', 'seizure', 'advance-registration')),
      urgent SMALLINT NOT NULL CHECK (urgent IN (0, 1)),
      state ${keyText(10)} NOT NULL
        CHECK (state IN ('applied', 'returned', 'refused', 'approved', 'decided', 'executed', 'ended')),
      reason ${longText} NOT NULL,
      basis ${keyText(200)} NOT NULL,
      place ${keyText(200)} NOT NULL,
      party_id ${keyText(26)} REFERENCES parties (id),
      department_id ${keyText(26)} NOT NULL,
      applied_by ${keyText(26)} NOT NULL,
      applied_at ${bigint} NOT NULL,
      approved_at ${bigint},
      refused_at ${bigint},
      decision_number ${keyText(60)} UNIQUE,
      decided_at ${bigint},
      executed_at ${bigint},
      execution ${longText},
      ended_at ${bigint},
      end_way ${keyText(10)} CHECK (end_way IN ('released', 'disposed')),
      version ${bigint} NOT NULL,
      UNIQUE (id, case_id),
      CHECK (decision_number IS NULL OR (approved_at IS NOT NULL AND decided_at IS NOT NULL)),
      CHECK (executed_at IS NULL OR urgent = 1 OR decision_number IS NOT NULL),
      CHECK ((executed_at IS NULL) = (execution IS NULL)),
      CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
      CHECK ((ended_at IS NULL) = (end_way IS NULL))
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX measures_case ON measures (case_id, id)')
    await sql.run('CREATE INDEX measures_state ON measures (state, id)')
    await sql.run(`CREATE TABLE measure_requests (
      id ${keyText(26)} PRIMARY KEY,
      measure_id ${keyText(26)} NOT NULL REFERENCES measures (id),
      act ${keyText(8)} NOT NULL CHECK (act IN ('impose', 'extend', 'release')),
      state ${keyText(10)} NOT NULL
        CHECK (state IN ('pending', 'agreed', 'returned', 'rejected', 'withdrawn', 'lapsed', 'void')),
      reason ${longText} NOT NULL,
      days ${bigint} CHECK (days > 0),
      requested_by ${keyText(26)} NOT NULL,
      requested_at ${bigint} NOT NULL,
      open_mark ${keyText(26)} UNIQUE,
      approval_id ${keyText(26)} UNIQUE,
      settled_at ${bigint},
      UNIQUE (id, measure_id),
      CHECK ((state = 'pending') = (open_mark IS NOT NULL)),
      CHECK (open_mark IS NULL OR open_mark = measure_id),
      CHECK ((act = 'extend') = (days IS NOT NULL))
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE measure_extensions (
      measure_id ${keyText(26)} PRIMARY KEY,
      request_id ${keyText(26)} NOT NULL UNIQUE,
      days ${bigint} NOT NULL CHECK (days > 0),
      effective_at ${bigint} NOT NULL,
      FOREIGN KEY (request_id, measure_id) REFERENCES measure_requests (id, measure_id)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE property_numbers (
      series_year ${bigint} PRIMARY KEY,
      next_number ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE property_items (
      id ${keyText(26)} PRIMARY KEY,
      series_year ${bigint} NOT NULL,
      serial ${bigint} NOT NULL,
      number ${keyText(60)} NOT NULL UNIQUE,
      measure_id ${keyText(26)} NOT NULL,
      case_id ${keyText(26)} NOT NULL,
      name ${keyText(120)} NOT NULL,
      kind ${keyText(20)} NOT NULL,
      specification ${keyText(200)} NOT NULL,
      unit ${keyText(20)} NOT NULL,
      decimals SMALLINT NOT NULL CHECK (decimals BETWEEN 0 AND 6),
      quantity ${bigint} NOT NULL CHECK (quantity > 0),
      on_shelf ${bigint} NOT NULL,
      owner_id ${keyText(26)} REFERENCES parties (id),
      warehouse ${keyText(20)},
      shelf ${keyText(20)},
      state ${keyText(10)} NOT NULL CHECK (state IN ('listed', 'stored', 'partly-out', 'out')),
      listed_at ${bigint} NOT NULL,
      entered_at ${bigint},
      UNIQUE (series_year, serial),
      UNIQUE (id, measure_id),
      FOREIGN KEY (measure_id, case_id) REFERENCES measures (id, case_id),
      FOREIGN KEY (warehouse, shelf) REFERENCES shelves (warehouse, code),
      CHECK (on_shelf BETWEEN 0 AND quantity),
      CHECK ((state = 'stored') = (on_shelf = quantity)),
      CHECK ((state = 'partly-out') = (on_shelf > 0 AND on_shelf < quantity)),
      CHECK ((state = 'listed') = (entered_at IS NULL)),
      CHECK ((on_shelf > 0) = (warehouse IS NOT NULL)),
      CHECK ((warehouse IS NULL) = (shelf IS NULL))
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX property_items_place ON property_items (warehouse, shelf)')
    await sql.run('CREATE INDEX property_items_measure ON property_items (measure_id, serial)')
    await sql.run(`CREATE TABLE property_photos (
      item_id ${keyText(26)} NOT NULL REFERENCES property_items (id),
      evidence_file_id ${keyText(26)} NOT NULL REFERENCES evidence_files (id),
      PRIMARY KEY (item_id, evidence_file_id)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE property_releases (
      id ${keyText(26)} PRIMARY KEY,
      measure_id ${keyText(26)} NOT NULL,
      request_id ${keyText(26)} NOT NULL UNIQUE,
      ground ${keyText(20)} NOT NULL,
      state ${keyText(10)} NOT NULL CHECK (state IN ('applied', 'approved', 'refused', 'done')),
      approved_at ${bigint},
      UNIQUE (id, measure_id),
      FOREIGN KEY (request_id, measure_id) REFERENCES measure_requests (id, measure_id),
      CHECK ((state IN ('approved', 'done')) = (approved_at IS NOT NULL))
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE property_release_items (
      release_id ${keyText(26)} NOT NULL,
      item_id ${keyText(26)} NOT NULL,
      measure_id ${keyText(26)} NOT NULL,
      way ${keyText(12)} NOT NULL
        CHECK (way IN ('returned', 'confiscated', 'transferred', 'destroyed', 'auctioned')),
      quantity ${bigint} NOT NULL CHECK (quantity > 0),
      given_out ${bigint} NOT NULL,
      document_id ${keyText(26)} REFERENCES documents (id),
      PRIMARY KEY (release_id, item_id),
      UNIQUE (release_id, item_id, way),
      FOREIGN KEY (release_id, measure_id) REFERENCES property_releases (id, measure_id),
      FOREIGN KEY (item_id, measure_id) REFERENCES property_items (id, measure_id),
      CHECK (given_out BETWEEN 0 AND quantity),
      CHECK ((way = 'confiscated') = (document_id IS NOT NULL))
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE property_exits (
      id ${keyText(26)} PRIMARY KEY,
      release_id ${keyText(26)} NOT NULL,
      item_id ${keyText(26)} NOT NULL,
      way ${keyText(12)} NOT NULL,
      quantity ${bigint} NOT NULL CHECK (quantity > 0),
      particulars ${longText} NOT NULL,
      given_out_by ${keyText(26)} NOT NULL,
      at ${bigint} NOT NULL,
      FOREIGN KEY (release_id, item_id, way) REFERENCES property_release_items (release_id, item_id, way)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE stock_takes (
      id ${keyText(26)} PRIMARY KEY,
      warehouse ${keyText(20)} NOT NULL REFERENCES warehouses (code),
      state ${keyText(8)} NOT NULL CHECK (state IN ('open', 'closed')),
      open_mark ${keyText(20)} UNIQUE,
      opened_by ${keyText(26)} NOT NULL,
      opened_at ${bigint} NOT NULL,
      closed_by ${keyText(26)},
      closed_at ${bigint},
      CHECK ((state = 'open') = (open_mark IS NOT NULL)),
      CHECK ((state = 'closed') = (closed_at IS NOT NULL))
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE stock_take_counts (
      id ${keyText(26)} PRIMARY KEY,
      stock_take_id ${keyText(26)} NOT NULL REFERENCES stock_takes (id),
      item_id ${keyText(26)} NOT NULL REFERENCES property_items (id),
      counted ${bigint} NOT NULL CHECK (counted >= 0),
      shelf ${keyText(20)} NOT NULL,
      counted_by ${keyText(26)} NOT NULL,
      at ${bigint} NOT NULL
    ) ${tableOptions}`)
    await sql.run('CREATE INDEX stock_take_counts_item ON stock_take_counts (stock_take_id, item_id, id)')
    await sql.run(`CREATE TABLE stock_take_differences (
      stock_take_id ${keyText(26)} NOT NULL REFERENCES stock_takes (id),
      item_id ${keyText(26)} NOT NULL REFERENCES property_items (id),
      expected ${bigint} NOT NULL,
      expected_shelf ${keyText(20)},
      counted ${bigint} NOT NULL,
      counted_shelf ${keyText(20)},
      explanation ${longText} NOT NULL,
      PRIMARY KEY (stock_take_id, item_id)
    ) ${tableOptions}`)
    await sql.run(`CREATE TABLE property_movements (
      id ${keyText(26)} PRIMARY KEY,
      item_id ${keyText(26)} NOT NULL REFERENCES property_items (id),
      sequence ${bigint} NOT NULL CHECK (sequence > 0),
      kind ${keyText(12)} NOT NULL
        CHECK (kind IN ('entry', 'move', 'partial-exit', 'exit', 'difference')),
      quantity_change ${bigint} NOT NULL,
      balance ${bigint} NOT NULL CHECK (balance >= 0),
      from_warehouse ${keyText(20)},
      from_shelf ${keyText(20)},
      to_warehouse ${keyText(20)},
      to_shelf ${keyText(20)},
      exit_id ${keyText(26)} UNIQUE REFERENCES property_exits (id),
      stock_take_id ${keyText(26)} REFERENCES stock_takes (id),
      note ${longText} NOT NULL,
      recorded_by ${keyText(26)} NOT NULL,
      at ${bigint} NOT NULL,
      UNIQUE (item_id, sequence),
      FOREIGN KEY (from_warehouse, from_shelf) REFERENCES shelves (warehouse, code),
      FOREIGN KEY (to_warehouse, to_shelf) REFERENCES shelves (warehouse, code),
      CHECK ((kind = 'entry') = (sequence = 1)),
      CHECK ((kind IN ('exit', 'partial-exit')) = (exit_id IS NOT NULL)),
      CHECK ((kind = 'difference') = (stock_take_id IS NOT NULL)),
      CHECK ((kind = 'entry' AND quantity_change > 0) OR (kind IN ('exit', 'partial-exit') AND quantity_change < 0)
        OR (kind IN ('move', 'difference') AND quantity_change = 0)),
      CHECK (kind <> 'exit' OR balance = 0)
    ) ${tableOptions}`)
  },
  async down(sql) {
    const tables = [
      'property_movements',
      'stock_take_differences',
      'stock_take_counts',
      'stock_takes',
      'property_exits',
      'property_release_items',
      'property_releases',
      'property_photos',
      'property_items',
      'property_numbers',
      'measure_extensions',
      'measure_requests',
      'measures',
      'shelves',
      'warehouses',
    ]
    for (const table of tables) await sql.run(`DROP TABLE ${table}`)
  },
}
