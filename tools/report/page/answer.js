// ------------------------------------------------------------------------------------------------ what came out

const groups = [
  ['Service', name => /fill_rate|ready_rate|service_level|backorder_rate|fulfillment|delivery|on_time|cancellation|lost_sales|wait_over|communication/.test(name)],
  ['Money', (name, kpi) => kpi.unit.startsWith(data.currency || '\u0000') || /^inventory_turns/.test(name)],
  ['Stock', name => /^(on_hand|backorders|on_order|in_transit|bullwhip|work_in_process|plant_utilization|scrap)/.test(name)],
  ['Counts and the rest', () => true],
];
const group_of = name => groups.find(([, belongs]) => belongs(name, data.kpis[name]))[0];
const says_something = row => row && finite(row.mean) && !(row.mean === 0 && row.min === 0 && row.max === 0);

function term(name) {
  const known = data.kpis[name];
  if (!known || !known.definition) return spoken(name);
  return el('span', {class: 'term', tabindex: '0'}, spoken(name), el('span', {class: 'tip', role: 'tooltip'}, known.definition));
}

function answer() {
  const box = section('answer', 'Answer', ...data.verdicts.map(text => el('p', {}, text)));
  box.classList.add('answer');
  if (data.kind !== 'run') return;
  const wanted = ['fill_rate', 'backorder_rate', 'fulfillment_time', 'lost_sales_rate', 'cancellation_rate', 'profit',
                  'cost_per_period', 'peak_cash_need', 'on_hand'];
  const summary = data.variants[0].summary;
  const tiles = wanted.filter(name => says_something(summary[name])).slice(0, 6).map(name => {
    const row = summary[name];
    return el('div', {class: 'tile'}, el('dt', {}, term(name)),
      el('dd', {}, el('div', {class: 'big', 'data-kpi': name, 'data-value': row.mean}, figure_text(name, row.mean, row.half_width)),
         el('div', {class: 'small'}, finite(row.half_width) ? '± ' + written(name, row.half_width, row.half_width) + ', 95 % sure' : 'one replication')));
  });
  box.append(el('dl', {class: 'tiles'}, tiles));
}

function figures() {
  const box = section('figures', 'Figures');
  const host = el('div');
  const show = index => {
    const summary = data.variants[index].summary;
    const rows = [];
    for (const [title] of groups) {
      const names = Object.keys(summary).filter(name => group_of(name) === title && says_something(summary[name]));
      if (names.length === 0) continue;
      rows.push(el('tr', {}, el('th', {scope: 'rowgroup', colspan: 6}, title)));
      for (const name of names) {
        const row = summary[name], {unit} = scale(name);
        const cell = value => el('td', {'data-value': value}, written(name, value, row.half_width));
        rows.push(el('tr', {'data-kpi': name}, el('th', {scope: 'row'}, term(name), unit ? el('span', {class: 'unit'}, ' ' + unit) : null),
          cell(row.mean), el('td', {'data-value': row.half_width}, finite(row.half_width) ? '± ' + written(name, row.half_width, row.half_width) : '–'),
          cell(row.p05), cell(row.p95), cell(row.cvar95)));
      }
    }
    host.replaceChildren(el('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Figures'}, el('table', {},
      el('caption', {}, data.replications === 1 ? 'A single replication: there are no intervals.' :
        `Means over ${data.variants[index].summary[Object.keys(summary)[0]].n} replications with their 95 % intervals. ` +
        'Single replications lie between the two quantiles nine times in ten; the worst 5 % is the mean of the worst twentieth' +
        (Object.values(summary).some(row => finite(row.cvar95)) ? '.' : ', which takes 100 replications to tell.')),
      el('thead', {}, el('tr', {}, ['Figure', 'Mean', '95 % sure', '5 % quantile', '95 % quantile', 'Worst 5 %'].map((text, i) =>
        el('th', {scope: 'col', class: i === 0 ? 'text' : null}, text)))),
      el('tbody', {}, rows))));
  };
  if (data.variants.length > 1) {
    const pick = choice('Of', data.variants.map((v, i) => [i, v.name]), value => show(+value));
    box.append(el('div', {class: 'controls'}, pick.label));
  }
  box.append(host);
  show(0);
}

