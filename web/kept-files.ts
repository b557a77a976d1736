/**
 * Builds the service worker beside the pages, with the list of files that it keeps: the shell and the pages that work without the server, nothing else. Pages
 * that need the server anyway (cases, tasks, diagrams) would cost a phone their size for nothing; the browser's own cache has them once they were opened.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin, type Rollup } from 'vite'

/** Loaded when they are opened, and needed without a network. */
const offlinePages = [
  'desktop/shell.vue',
  'desktop/clues/registration-page.vue',
  'phone/shell.vue',
  'phone/street/street-page.vue',
  'shared/session/sign-in-page.vue',
]
/** Named by no hash. */
const plain = ['index.html', 'mark.svg', 'manifest.webmanifest', 'icons/icon-192.png']

export function serviceWorker(): Plugin {
  let root: string
  let folder: string
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      root = config.root
      folder = join(root, config.build.outDir)
    },
    // Of what is written in the end: a part that is nothing but style is taken out before.
    async writeBundle(_, bundle) {
      const kept = [
        ...[...filesOf(bundle, root)].map((file) => ({ url: `/${file}`, revision: null })),
        ...(await Promise.all(
          plain.map(async (file) => ({ url: `/${file}`, revision: await revisionOf(join(folder, file)) })),
        )),
      ]
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        define: {
          KEPT_FILES: JSON.stringify(kept),
          'process.env.NODE_ENV': JSON.stringify('production'),
        },
        build: {
          outDir: folder,
          emptyOutDir: false,
          target: 'es2022',
          reportCompressedSize: false,
          lib: {
            entry: join(import.meta.dirname, 'service-worker', 'worker.ts'),
            formats: ['iife'],
            name: 'worker',
            fileName: () => 'sw.js',
          },
        },
      })
    },
  }
}

function filesOf(bundle: Rollup.OutputBundle, root: string): Set<string> {
  const files = new Set<string>()
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
  const add = (name: string) => {
    const chunk = chunks.find(({ fileName }) => fileName === name)
    if (!chunk || files.has(name)) return
    files.add(name)
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css)
    chunk.imports.forEach(add)
  }
  for (const { isEntry, fileName } of chunks) if (isEntry) add(fileName)
  for (const page of offlinePages) {
    const chunk = chunks.find(({ moduleIds }) => moduleIds.includes(join(root, page)))
    if (!chunk) throw new Error(`${page} should work without a network, but the build has no such page`)
    add(chunk.fileName)
  }
  return files
}

async function revisionOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
    .slice(0, 16)
}
