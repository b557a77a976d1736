/** What a backup says of itself: written last, so a folder without it is no backup. */
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const manifest = z.strictObject({
  format: z.literal(1),
  product: z.string(),
  /** ISO instant at which the snapshot was taken. */
  madeAt: z.string(),
  database: z.enum(['sqlite', 'mariadb']),
  engine: z.enum(['embedded', 'zeebe']),
  /** As they had been applied. */
  migrations: z.array(z.string()),
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z_]+$/),
      rows: z.int(),
      /** Of the file as it lies there. */
      sha256,
    }),
  ),
  /** Bytes under the blob store, by content. */
  files: z.array(z.strictObject({ sha256, size: z.int() })),
  /** Whether they are in the backup, or only named: then what `objectsAt` says keeps them, and was whole at the time. */
  objects: z.enum(['copied', 'referenced']).default('copied'),
  objectsAt: z.string().default(''),
  /** The last line of the audit chain. */
  auditHead: z.strictObject({ seq: z.int(), sha256, sm3: z.string() }),
  /** Whether the key that opens sealed fields is in the backup, and how to recognise it. */
  keys: z.boolean(),
  keyMark: z.string(),
})

export type Manifest = z.infer<typeof manifest>

const name = 'manifest.json'

export async function writeManifest(folder: string, content: Manifest): Promise<void> {
  const text = `${JSON.stringify(content, null, 2)}\n`
  await writeFile(join(folder, `${name}.sha256`), `${sha(text)}  ${name}\n`)
  await writeFile(join(folder, name), text)
}

/** @throws Error in Chinese where there is no backup, or it was changed. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => {
    throw new Error(`${folder} 不是完整的备份：没有 ${name}`)
  })
  const [kept] = (await readFile(join(folder, `${name}.sha256`), 'utf8').catch(() => '')).split(' ')
  if (kept !== sha(text)) throw new Error(`备份清单 ${name} 与其指纹不符，可能已损坏或被改动`)
  return manifest.parse(JSON.parse(text))
}

const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
