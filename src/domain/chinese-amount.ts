const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const PLACES = ['', '拾', '佰', '仟'] as const;
const TEN_THOUSAND = 10_000;
const HUNDRED_MILLION = 100_000_000;

/**
 * An amount of renminbi in the capital numerals of receipts and demand letters (大写金额): 1,409.50 is 壹仟肆佰零玖元伍角整.
 * @param fen whole fen (1/100 yuan), 0 or more
 * @throws if the amount is negative or no safe integer (a defect: a letter demands a positive sum).
 * Source: 《正确填写票据和结算凭证的基本规定》: 整 after 元 and 角, never after 分; one 零 for any run of zeros between digits.
 */
export function amountInChineseWords(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new Error(`${fen} is no amount in fen`);
  if (fen === 0) return '零元整';
  const yuan = Math.floor(fen / 100);
  const jiao = Math.floor(fen / 10) % 10;
  const rest = fen % 10;
  const yuanWords = yuan === 0 ? '' : `${integerInWords(yuan)}元`;
  if (jiao === 0 && rest === 0) return `${yuanWords}整`;
  if (rest === 0) return `${yuanWords}${digit(jiao)}角整`;
  if (jiao === 0) return `${yuanWords}${yuan === 0 ? '' : '零'}${digit(rest)}分`;
  return `${yuanWords}${digit(jiao)}角${digit(rest)}分`;
}

function integerInWords(value: number): string {
  if (value >= HUNDRED_MILLION) return inTwoParts(value, HUNDRED_MILLION, '亿');
  if (value >= TEN_THOUSAND) return inTwoParts(value, TEN_THOUSAND, '万');
  return fourDigitsInWords(value);
}

function inTwoParts(value: number, unit: number, name: string): string {
  const low = value % unit;
  const gap = low > 0 && low < unit / 10 ? '零' : '';
  return `${integerInWords(Math.floor(value / unit))}${name}${gap}${low === 0 ? '' : integerInWords(low)}`;
}

function fourDigitsInWords(value: number): string {
  let words = '';
  for (let place = 3; place >= 0; place -= 1) {
    const current = Math.floor(value / 10 ** place) % 10;
    if (current !== 0) words += `${digit(current)}${PLACES[place] ?? ''}`;
    else if (words !== '' && !words.endsWith('零') && value % 10 ** place !== 0) words += '零';
  }
  return words;
}

function digit(value: number): string {
  return DIGITS[value] ?? '';
}
