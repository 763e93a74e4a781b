// Ticks: where an axis of days is marked.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Days at which years, months or days begin: as many as there is room for. */
export function listTicks([a, b], many) {
  const span = b - a;
  const found = [];
  const date = (day) => new Date(day * 86_400_000);
  const years = [1, 2, 5, 10, 20, 50, 100].find((one) => span / 365.25 / one <= many) ?? 200;
  if (span / 30.44 > many) {
    const months = [3, 6].find((one) => span / 30.44 / one <= many);
    const start = Math.floor(date(a).getUTCFullYear() / years) * years;
    for (let year = start; year <= date(b).getUTCFullYear() + 1; year += months ? 1 : years) {
      for (let month = 0; month < 12; month += months ?? 12) {
        found.push([Date.UTC(year, month, 1) / 86_400_000, month ? MONTHS[month] : String(year)]);
      }
    }
    return found;
  }
  if (span > many) {
    const begin = date(a);
    const days = [2, 7, 14].find((one) => span / one <= many);
    for (let n = 0; n < span / 28 + 2; n++) {
      const first = Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + n, 1) / 86_400_000;
      const next = Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + n + 1, 1) / 86_400_000;
      const at = date(first);
      found.push([first, `${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`]);
      if (days) for (let day = first + days; day < next - days / 2; day += days) found.push([day, String(date(day).getUTCDate())]);
    }
    return found;
  }
  for (let day = Math.ceil(a); day <= b; day++) {
    const at = date(day);
    found.push([day, `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}${at.getUTCDate() === 1 || day === Math.ceil(a) ? ` ${at.getUTCFullYear()}` : ""}`]);
  }
  return found;
}
