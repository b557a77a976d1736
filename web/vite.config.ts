import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'
import { serviceWorker } from './kept-files.ts'

/** The pages: built to dist/web, which the server serves; `npm run pages` shows them as they are written, beside a server at its usual port. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue(), serviceWorker(), packed()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8088', '/problems': 'http://127.0.0.1:8088' } },
})

/** Each file packed beside itself, once, so that the server packs nothing. */
function packed(): Plugin {
  let folder: string
  return {
    name: 'packed',
    apply: 'build',
    configResolved: ({ root, build }) => void (folder = join(root, build.outDir)),
    async closeBundle() {
      const files = await readdir(folder, { recursive: true })
      for (const file of files.filter((name) => /\.(html|js|css|svg|webmanifest)$/.test(name))) {
        const content = await readFile(join(folder, file))
        if (content.length < 1_000) continue
        await writeFile(join(folder, `${file}.gz`), await promisify(gzip)(content, { level: 9 }))
        await writeFile(join(folder, `${file}.br`), await promisify(brotliCompress)(content))
      }
    },
  }
}
