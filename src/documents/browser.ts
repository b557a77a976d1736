/**
 * Which Chromium prints. In this order: what is configured, an installed headless shell (4–5 times faster at PDFs than a full browser),
 * Chrome, Chromium, Edge in their known places, and at last the packaged one. Nothing is downloaded.
 */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Log } from '../platform/log.ts'
import { DocumentError, goesOnWithABrowser } from './document-error.ts'
import { packagedBrowser } from './packaged-browser.ts'

export interface BrowserChoice {
  executablePath: string
  source: 'configured' | 'installed' | 'packaged'
  /** Added to the environment of the browser. */
  environment: Record<string, string>
}

export interface BrowserSearch {
  /** The `browser` setting; the variables ZHIHENG_BROWSER and PUPPETEER_EXECUTABLE_PATH come next. */
  configuredPath?: string
  cacheDirectory: string
  environment?: NodeJS.ProcessEnv
  platform?: NodeJS.Platform
  log?: Log
}

const namesOnPath = [
  'chrome-headless-shell',
  'chromium-headless-shell',
  'headless_shell',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
]

const knownPlaces: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/lib/chromium/chromium-headless-shell',
    '/opt/google/chrome/chrome',
    '/usr/lib/chromium/chromium',
    '/snap/bin/chromium',
    '/opt/microsoft/msedge/msedge',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
}

/** @throws DocumentError `browser-missing` that says what to install. */
export async function resolveBrowser(search: BrowserSearch): Promise<BrowserChoice> {
  const environment = search.environment ?? process.env
  const configured =
    search.configuredPath || environment.ZHIHENG_BROWSER || environment.PUPPETEER_EXECUTABLE_PATH
  if (configured) {
    if (existsSync(configured)) return { executablePath: configured, source: 'configured', environment: {} }
    throw new DocumentError(
      'browser-missing',
      `配置的浏览器不存在：${configured}（ZHIHENG_BROWSER）。请改正路径，或删除此项设置以自动查找。${goesOnWithABrowser}`,
    )
  }
  const platform = search.platform ?? process.platform
  const installed = installedBrowser(environment, platform)
  if (installed) return { executablePath: installed, source: 'installed', environment: {} }
  const packaged = await packagedBrowser(search.cacheDirectory, platform, search.log)
  if (packaged) {
    const libraries: Record<string, string> = packaged.libraryPath
      ? { LD_LIBRARY_PATH: packaged.libraryPath }
      : {}
    return { executablePath: packaged.executablePath, source: 'packaged', environment: libraries }
  }
  throw new DocumentError(
    'browser-missing',
    '未找到可用于生成文书的浏览器。请安装 chromium-headless-shell（推荐）、Google Chrome、Chromium 或 Microsoft Edge 之一，' +
      '或安装可选依赖 @sparticuz/chromium（Linux x64），或用 ZHIHENG_BROWSER 指定浏览器程序的路径。案件数据不受影响。' +
      goesOnWithABrowser,
  )
}

function installedBrowser(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean)
  const suffix = platform === 'win32' ? '.exe' : ''
  const onPath = namesOnPath.flatMap((name) => folders.map((folder) => join(folder, name + suffix)))
  const known = platform === 'win32' ? windowsPlaces(environment) : (knownPlaces[platform] ?? [])
  return [...onPath, ...known].find((path) => existsSync(path))
}

function windowsPlaces(environment: NodeJS.ProcessEnv): string[] {
  const roots = [environment.PROGRAMFILES, environment['PROGRAMFILES(X86)'], environment.LOCALAPPDATA].filter(
    (root) => root !== undefined,
  )
  const programs = [
    'Google\\Chrome\\Application\\chrome.exe',
    'Chromium\\Application\\chrome.exe',
    'Microsoft\\Edge\\Application\\msedge.exe',
  ]
  return programs.flatMap((program) => roots.map((root) => join(root, program)))
}
