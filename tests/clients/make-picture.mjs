// node make-picture.mjs FILE.png [COG]: the README's picture, of a running `cog serve` with its sample files (http://127.0.0.1:8000/
// unless COG says where), by Debian's Chromium or what COG_CHROMIUM names.
import { chromium } from 'playwright-core';

const [file, cog = 'http://127.0.0.1:8000/'] = process.argv.slice(2);
const browser = await chromium.launch({
    executablePath: process.env.COG_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
const drawn = () => page.waitForSelector('html[data-state=idle]', { state: 'attached' });
await page.goto(cog);
await drawn();
await page.click('#tab-cost');
await page.waitForSelector('#file-bytes tbody tr');

await page.waitForFunction(() => /\d+ of them read/.test(document.getElementById('blocks-text').textContent));
await page.waitForTimeout(1000);
await page.evaluate(() => {
    document.getElementById('address').value = 'island-rgb.tif'; // Not a path of this machine.
});
await page.screenshot({ path: file });
await browser.close();
