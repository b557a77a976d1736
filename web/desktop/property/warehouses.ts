/** Warehouses and their shelves: read once for as long as the page is open; they change with a file of the bureau. */
import type { Option } from '../../forms/form.ts'
import { answered, api, type Reply } from '../../shared/api/client.ts'

export type Store = Reply<'/warehouses'>
export type Warehouse = Store['items'][number]

let reading: Promise<Store> | undefined

export function readStore(): Promise<Store> {
  reading ??= answered(api.GET('/warehouses')).catch((error: unknown) => {
    reading = undefined
    throw error
  })
  return reading
}

/** Each shelf of each warehouse, as one choice: found by typing a part of either. */
export const shelfChoices = ({ items }: Store): Option[] =>
  items.flatMap(({ code, name, shelves }) =>
    shelves.map((shelf) => ({ label: `${name} ${shelf}`, value: `${code}/${shelf}` })),
  )

export function placeOf(chosen: string): { warehouse: string; shelf: string } {
  const at = chosen.indexOf('/')
  return { warehouse: chosen.slice(0, at), shelf: chosen.slice(at + 1) }
}

export const warehouseName = (store: Store | null, code: string): string =>
  store?.items.find((one) => one.code === code)?.name ?? code

/** @param place as the ledger says it: w1/A-01. */
export function shelfWords(store: Store | null, place: string): string {
  const { warehouse, shelf } = placeOf(place)
  return `${warehouseName(store, warehouse)} ${shelf}`
}
