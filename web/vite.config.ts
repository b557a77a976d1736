import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** The pages: built to dist/web, which the server serves; `npm run pages` shows them as they are written, beside a server at its usual port. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [vue()],
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2022', reportCompressedSize: false },
  server: { proxy: { '/api': 'http://127.0.0.1:8088', '/problems': 'http://127.0.0.1:8088' } },
})
