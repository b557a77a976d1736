/** Photographs and other files, sealed on this device until they have been uploaded: named by an id, so that a draft and what waits can hand them on. */
import { Refusal } from '../api/client.ts'
import { newKey } from '../new-key.ts'
import { store } from './store.ts'

export interface KeptFile {
  id: string
  name: string
  type: string
  /** Bytes. */
  size: number
  /** It says who reported. */
  personal?: boolean
}

/** @throws Refusal where the device has no room. */
export async function keepFile(file: File): Promise<KeptFile> {
  const kept = { id: newKey(), name: file.name, type: file.type, size: file.size }
  const here = store()
  if (!here?.lasting) throw notKept('这个浏览器不能加密保存文件。请先登记，再到线索页上添加附件。')
  try {
    await here.write([{ kind: 'file', id: kept.id, value: await file.arrayBuffer() }])
  } catch (error) {
    console.error(error)
    throw notKept(`本机没有地方保存「${file.name}」。请删去不用的照片或者录像后再试。`)
  }
  return kept
}

/** @returns undefined where it is not on this device any more. */
export async function fileOf({ id, name, type }: KeptFile): Promise<File | undefined> {
  const bytes = await store()?.get<ArrayBuffer>('file', id)
  return bytes && new File([bytes], name, { type })
}

export async function dropFile({ id }: KeptFile): Promise<void> {
  await store()?.write([{ kind: 'file', id }])
}

const notKept = (detail: string) => new Refusal({ code: 'not-kept', title: '没有保存', status: 0, detail })
