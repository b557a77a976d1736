/** `zhiheng case verify`: a package against its own manifest, without the database. Names every file that is missing, added or changed, and every line of the log. */
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { segmentFaults } from '../audit/segment.ts'
import { fingerprint, type Fingerprint, fingerprintOf } from '../platform/fingerprint.ts'
import { entriesOf, openArchive, streamOf } from '../platform/storage/archive.ts'
import { type Manifest, manifestName, packageFormat } from './manifest.ts'

export interface PackageFault {
  fault: 'missing' | 'added' | 'changed' | 'at-export' | 'line' | 'manifest'
  /** File in the package, or number of the line. */
  of: string
  /** Chinese. */
  text: string
}

export interface PackageVerification {
  ok: boolean
  case: string | null
  /** Of 清单.json as it is here. */
  manifest: Fingerprint | null
  files: number
  lines: number
  /** The last line of the case in the bureau's chain, for `zhiheng audit verify --anchor`. */
  anchor: string | null
  faults: PackageFault[]
}

/** As much of the manifest as a verification needs; a package may have been tampered with in any way. */
const readable = z.looseObject({
  format: z.literal(packageFormat),
  case: z.looseObject({ id: z.string(), number: z.string().nullable() }),
  files: z.array(
    z.looseObject({
      path: z.string().nullable(),
      what: z.string(),
      id: z.string(),
      name: z.string(),
      number: z.string().nullable(),
      sha256: z.string(),
      sm3: z.string(),
      found: z.string(),
    }),
  ),
  audit: z.looseObject({
    lines: z.array(
      z.looseObject({
        seq: z.number(),
        action: z.string(),
        object: z.looseObject({ id: z.string() }),
        previous: z.looseObject({ sha256: z.string(), sm3: z.string() }),
        sha256: z.string(),
        sm3: z.string(),
      }),
    ),
  }),
})

/** Largest manifest that is read, in bytes. */
const largestManifest = 256 * 2 ** 20

/** @param noted SHA-256 or SM3 of the manifest, as the bureau's audit log has it. @throws Error where the file is no archive. */
export async function verifyPackage(path: string, noted?: string): Promise<PackageVerification> {
  const zip = await openArchive({ file: path })
  const marks = new Map<string, Fingerprint>()
  const faults: PackageFault[] = []
  let text: Buffer | undefined
  try {
    for await (const entry of entriesOf(zip)) {
      const { fileName: name } = entry
      if (marks.has(name) || (name === manifestName && text !== undefined)) {
        faults.push({ fault: 'added', of: name, text: `${name} 在包内出现了两次` })
        continue
      }
      const stream = await streamOf(zip, entry)
      if (name !== manifestName) marks.set(name, await fingerprintOf(stream))
      else if (entry.uncompressedSize > largestManifest) throw new Error(`${manifestName} 太大`)
      else text = await buffer(stream)
    }
  } finally {
    zip.close()
  }
  const result = { case: null, manifest: null, files: marks.size, lines: 0, anchor: null }
  if (text === undefined)
    return failed(result, [
      ...faults,
      { fault: 'manifest', of: manifestName, text: `包内没有 ${manifestName}` },
    ])
  const own = fingerprint(text)
  const manifest = manifestIn(text)
  if (!manifest)
    return failed({ ...result, manifest: own }, [
      ...faults,
      { fault: 'manifest', of: manifestName, text: `${manifestName} 无法读取，或者不是案卷导出包的清单` },
    ])
  if (noted !== undefined && noted !== own.sha256 && noted !== own.sm3)
    faults.push({
      fault: 'manifest',
      of: manifestName,
      text: `${manifestName} 的指纹与导出单位记录的不符：清单被改动过`,
    })
  faults.push(...fileFaults(manifest, marks), ...lineFaults(manifest))
  const last = manifest.audit.lines.at(-1)
  return {
    ok: faults.length === 0,
    case: manifest.case.number ?? manifest.case.id,
    manifest: own,
    files: marks.size,
    lines: manifest.audit.lines.length,
    anchor: last ? `${last.seq}:${last.sha256}:${last.sm3}` : null,
    faults,
  }
}

const failed = (result: Omit<PackageVerification, 'ok' | 'faults'>, faults: PackageFault[]) => ({
  ...result,
  ok: false,
  faults,
})

function manifestIn(text: Buffer): Manifest | undefined {
  try {
    const parsed: unknown = JSON.parse(text.toString('utf8'))
    return readable.safeParse(parsed).success ? (parsed as Manifest) : undefined
  } catch {
    return undefined
  }
}

function fileFaults({ files }: Manifest, marks: ReadonlyMap<string, Fingerprint>): PackageFault[] {
  const faults: PackageFault[] = []
  const listed = new Set<string>()
  for (const { path, name, number, sha256, sm3, found } of files) {
    const what = `《${name}》${number ?? ''}`
    if (path === null) {
      faults.push({ fault: 'at-export', of: name, text: `${what}在导出时就已缺失` })
      continue
    }
    listed.add(path)
    const actual = marks.get(path)
    const same = actual?.sha256 === sha256 && actual.sm3 === sm3
    if (!actual) faults.push({ fault: 'missing', of: path, text: `缺少 ${path}` })
    else if (!same && found === 'changed')
      faults.push({ fault: 'at-export', of: path, text: `${path} 在导出时就与保存的指纹不符` })
    else if (!same) faults.push({ fault: 'changed', of: path, text: `${path} 被改动过` })
  }
  for (const path of marks.keys())
    if (!listed.has(path)) faults.push({ fault: 'added', of: path, text: `${path} 不在清单上，是后来加入的` })
  return faults
}

/** The line that says what was issued or received says the same fingerprint as the list of files. */
const recording = new Set(['document.issued', 'volume.bound', 'evidence.added'])

function lineFaults({ files, audit: { lines } }: Manifest): PackageFault[] {
  const faults = segmentFaults(lines).map(({ seq, text }): PackageFault => ({
    fault: 'line',
    of: String(seq),
    text,
  }))
  const said = new Set(
    lines
      .filter(({ action }) => recording.has(action))
      .map(({ object, after }) => `${object.id} ${(after as { sha256?: string } | null)?.sha256}`),
  )
  for (const { path, what, id, sha256, name } of files) {
    if (what === 'readme' || what === 'copy') continue
    if (!said.has(`${id} ${sha256}`))
      faults.push({
        fault: 'line',
        of: path ?? name,
        text: `清单中 ${path ?? name} 的指纹与审计日志的记录不符`,
      })
  }
  return faults
}
