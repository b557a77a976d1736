/** A page as a picture instead of sheets. */
import { type PageWork, show } from './browser-pool.ts'

/** @param size in pixels. */
export function pictureOf({ width, height }: { width: number; height: number }): PageWork {
  return async (page, html) => {
    const { session } = page
    await session.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: false,
    })
    await show(page, html)
    const { data } = await session.send('Page.captureScreenshot', {
      format: 'jpeg',
      quality: 88,
      clip: { x: 0, y: 0, width, height, scale: 1 },
    })
    // The page goes on to print sheets.
    await session.send('Emulation.clearDeviceMetricsOverride')
    return Buffer.from(data, 'base64')
  }
}
