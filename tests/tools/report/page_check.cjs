// Looks at a report in Chromium as a user would:
//     node page_check.cjs PAGE EXPECTED.json
// EXPECTED: {name, title, figures: {kpi: mean} of the first alternative, none for a search, sections: [ids], charts, compared}. Prints what is wrong, one a line; exit code 1 if anything is.
const fs = require('fs');
const { chromium } = require(process.env.BACKSTOCK_BROWSER + '/playwright-core');

const [page_file, expected_file] = process.argv.slice(2);
const expected = JSON.parse(fs.readFileSync(expected_file, 'utf8'));
const problems = [];
const has_figures = Object.keys(expected.figures).length > 0;
const check = (right, what) => { if (!right) problems.push(what); };

async function looked_at(browser, width, scheme) {
  const context = await browser.newContext({viewport: {width, height: 900}, colorScheme: scheme, offline: true});
  const page = await context.newPage();
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) problems.push('console: ' + message.text()); });
  page.on('pageerror', error => problems.push('error: ' + error.message));
  page.on('request', request => { if (!/^(file|data|blob):/.test(request.url())) problems.push('asked the network for ' + request.url()); });
  await page.goto('file://' + page_file);
  await page.waitForSelector('#answer p');
  return page;
}

async function check_contents(page) {
  check(await page.locator('h1').innerText() === expected.title, 'the title is ' + await page.locator('h1').innerText());
  check(await page.locator('main b, main i, h1 b').count() === 0, 'a name was read as markup');
  for (const id of expected.sections) check(await page.locator('#' + id).isVisible(), 'section ' + id + ' is missing');
  for (const [kpi, mean] of Object.entries(expected.figures)) {
    const cell = page.locator(`#figures tr[data-kpi="${kpi}"] td[data-value]`).first();
    check(Number(await cell.getAttribute('data-value')) === mean, `${kpi} is ${await cell.getAttribute('data-value')}, not ${mean}`);
    const text = (await cell.innerText()).replace(/,/g, '');
    check(Math.abs(Number(text) - mean) <= 0.02 * Math.abs(mean) || Math.abs(Number(text) / 100 - mean) <= 0.02 * Math.abs(mean), `${kpi} reads ${text}, not ${mean}`);
  }
  const drawn = await page.locator('.chart svg').count();
  check(drawn >= expected.charts, `${drawn} charts were drawn, not ${expected.charts}`);
  check(await page.locator('.chart:not([aria-label])').count() === 0, 'a chart has no name for screen readers');
  const order = await page.evaluate(() => [...document.querySelectorAll('h1, h2, h3')].map(h => +h.tagName[1]));
  check(order.every((level, i) => i === 0 ? level === 1 : level <= order[i - 1] + 1), 'headings skip a level');
}

async function check_tables(page) {
  const table = page.locator('.table[data-name="by_supplier"], .table[data-name="comparison-' + expected.compared + '"]').first();
  await table.evaluate(node => { const details = node.closest('details'); if (details) details.open = true; });
  const column = async () => table.locator('tbody tr').evaluateAll(rows => rows.map(row => row.children[1].dataset.value ?? row.children[1].innerText));
  const header = table.locator('thead button').nth(1);
  await header.click();
  const once = await column();
  await header.click();
  const twice = await column();
  check(JSON.stringify([...once].reverse()) === JSON.stringify(twice) || new Set(once).size < once.length, 'sorting twice does not turn the order round');
  check(await table.locator('thead th').nth(1).getAttribute('aria-sort') !== null, 'the sorted column does not say so');
  const [download] = await Promise.all([page.waitForEvent('download'), table.getByRole('button', {name: 'Download CSV'}).click()]);
  const lines = fs.readFileSync(await download.path(), 'utf8').trim().split('\r\n');
  check(lines.length === once.length + 1, `the CSV has ${lines.length} lines for ${once.length} rows`);
}

// Whoever has no mouse comes to every control, and sees where they are.
async function check_keyboard(page) {
  await page.keyboard.press('Tab');
  check(await page.evaluate(() => document.activeElement.className) === 'skip', 'the first stop is not the skip link');
  const seen = new Set();
  for (let i = 0; i < 120; ++i) {
    await page.keyboard.press('Tab');
    seen.add(await page.evaluate(() => document.activeElement.id || document.activeElement.tagName + ':' + document.activeElement.className));
  }
  check(seen.has('theme'), 'the colours cannot be changed by keyboard');
  if (has_figures) check([...seen].some(name => name.startsWith('SPAN:term')), 'definitions cannot be reached by keyboard');
}

(async () => {
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: ['--no-sandbox']});
  for (const [width, scheme] of [[1280, 'light'], [390, 'dark']]) {
    const page = await looked_at(browser, width, scheme);
    await check_contents(page);
    check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `wider than the window at ${width}`);
    const shift = await page.evaluate(() => new Promise(done => {
      let sum = 0;
      new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; })).observe({type: 'layout-shift', buffered: true});
      setTimeout(() => done(sum), 300);
    }));
    check(shift < 0.1, 'the layout shifts by ' + shift);
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const bright = paper.match(/\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0) > 384;
    check(bright === (scheme === 'light'), `the paper is ${paper} in ${scheme} colours`);
    if (process.env.BACKSTOCK_SCREENSHOTS) await page.screenshot({path: `${process.env.BACKSTOCK_SCREENSHOTS}/${expected.name}-${width}.png`, fullPage: true});
    if (width === 1280) {
      await check_keyboard(page);
      if (has_figures) await check_tables(page);
    }
    await page.close();
  }
  await browser.close();
  problems.forEach(problem => console.log(problem));
  process.exit(problems.length > 0 ? 1 : 0);
})().catch(error => { console.log(error.stack); process.exit(1); });
