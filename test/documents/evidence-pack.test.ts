import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../src/documents/csv.js';
import type { EvidencePackFacts } from '../../src/documents/evidence-facts.js';
import { buildEvidencePack } from '../../src/documents/evidence-pack.js';
import { instant, plainDate } from '../../src/domain/dates.js';

function aPack(change: Partial<EvidencePackFacts> = {}): EvidencePackFacts {
  const party = (legalName: string) => ({ legalName, registrationNumber: '91310115MA1K00000X', address: '上海' });
  const yuan = (minor: number) => ({ minor, currency: 'CNY' });
  return {
    language: 'zh-CN', packNumber: 'HO-2026-0007', preparedAt: instant('2026-05-11T02:30:00Z'), timeZone: 'Asia/Shanghai', seller: party('菩提贸易（上海）有限公司'), customer: party('=cmd|恒远 <b>'),
    invoices: [
      { invoiceNumber: 'LT-1', issuedOn: plainDate('2026-01-12'), dueOn: plainDate('2026-02-11'), daysOverdue: 89, original: yuan(100_000_00), open: yuan(86_400_50), disputed: yuan(0) },
      { invoiceNumber: 'LT-2', issuedOn: plainDate('2026-01-20'), dueOn: plainDate('2026-02-19'), daysOverdue: 81, original: yuan(1_234_567_89), open: yuan(-5_00), disputed: yuan(5_00) },
    ],
    contacts: [
      {
        contactId: 'c-1', step: '第一次提醒', channel: '电子邮件', recipientName: '王敏', recipientAddress: 'wang@customer.example', sentAt: instant('2026-03-03T01:00:00Z'),
        deliveryState: '已被对方邮件服务器接收', deliveryStateAt: instant('2026-03-03T01:00:02Z'), proof: '<c-1@linden.example>', invoiceNumbers: ['LT-1', 'LT-2'], subject: '付款提醒', text: '请付款。',
      },
      {
        contactId: 'c-2', step: '第二次提醒', channel: '电子邮件', recipientName: '王敏', recipientAddress: 'wang@customer.example', sentAt: instant('2026-03-13T01:00:00Z'),
        deliveryState: '未能确认', deliveryStateAt: instant('2026-03-13T01:10:00Z'), proof: '', invoiceNumbers: ['LT-1'], subject: '付款提醒', text: '请付款，谢谢。',
      },
    ],
    happenings: [{ at: instant('2026-03-20T03:00:00Z'), what: '付款 10,000.00', by: '财务' }],
    documents: [
      { group: 'demand', title: '催款函 HY-2026-001', fileName: '../催款函 HY-2026-001.pdf', content: Buffer.from('%PDF-1'), source: '信用管理系统生成', proves: '催告', pages: 2 },
      { group: 'contract', title: '框架合同', fileName: 'contract.pdf', content: Buffer.from('%PDF-2'), source: '销售提供', proves: '合同关系', pages: 12 },
    ],
    ...change,
  };
}

/** Reads a ZIP by its central directory. */
function unzip(content: Uint8Array): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(content);
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
  let at = bytes.readUInt32LE(end + 16);
  const files = new Map<string, Buffer>();
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString('utf8');
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    files.set(name, bytes.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

describe('an evidence pack', () => {
  it('holds every file once, and the manifest knows each by its SHA-256', async () => {
    const pack = await buildEvidencePack(aPack());
    const files = unzip(pack.content);
    expect([...files.keys()]).toEqual([
      'index.html', 'index.csv', 'documents/001-contract.pdf', 'invoices.csv', 'happenings.csv', 'contacts.csv', 'contacts/001-2026-03-03-电子邮件.txt',
      'contacts/002-2026-03-13-电子邮件.txt', 'documents/007-__催款函_HY-2026-001.pdf', 'manifest.json',
    ]);
    const manifest: unknown = JSON.parse(files.get('manifest.json')?.toString() ?? '');
    expect(manifest).toEqual({ pack: 'HO-2026-0007', preparedAt: '2026-05-11T02:30:00.000Z', files: pack.files });
    for (const { path, bytes, sha256 } of pack.files) {
      expect(files.get(path)).toHaveLength(bytes);
      expect(createHash('sha256').update(files.get(path) ?? '').digest('hex')).toBe(sha256);
    }
    expect(pack.files).toHaveLength(files.size - 1);
  });

  it('has the same bytes when it is built twice, and other bytes for other facts', async () => {
    const first = await buildEvidencePack(aPack());
    expect(await buildEvidencePack(aPack())).toEqual(first);
    expect((await buildEvidencePack(aPack({ happenings: [] }))).sha256).not.toBe(first.sha256);
  });

  it('numbers the list of evidence in the order of its groups', async () => {
    const index = unzip((await buildEvidencePack(aPack())).content).get('index.csv')?.toString().split('\r\n') ?? [];
    expect(index[0]).toBe('\ufeff编号,类别,证据名称,来源,证明内容,原件/复制件,页数,文件');
    expect(index[1]).toBe('1,二、合同及订单,框架合同,销售提供,合同关系,电子副本,12,documents/001-contract.pdf');
    expect(index.slice(1, 8).map((line) => line.split(',')[0])).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(index[7]).toContain('五、催告及送达');
  });

  it('shows each contact with what was said, to whom, when and what became of it', async () => {
    const files = unzip((await buildEvidencePack(aPack())).content);
    const contact = files.get('contacts/001-2026-03-03-电子邮件.txt')?.toString() ?? '';
    expect(contact).toContain('发出时间: 2026-03-03 09:00 Asia/Shanghai (2026-03-03T01:00:00.000Z)');
    expect(contact).toContain('送达状态: 已被对方邮件服务器接收');
    expect(contact).toContain('王敏 <wang@customer.example>');
    expect(contact).toMatch(/-{72}\n请付款。\n$/);
    expect(files.get('contacts.csv')?.toString()).toContain('未能确认');
  });

  it('writes sums as numbers and nothing as markup or formula', async () => {
    const files = unzip((await buildEvidencePack(aPack())).content);
    expect(files.get('invoices.csv')?.toString().split('\r\n').slice(1, 3)).toEqual([
      '1,LT-1,2026-01-12,2026-02-11,89,CNY,100000.00,86400.50,0.00', '2,LT-2,2026-01-20,2026-02-19,81,CNY,1234567.89,-5.00,5.00',
    ]);
    expect(files.get('index.html')?.toString()).toContain('=cmd|恒远 &lt;b&gt;');
  });

  it('speaks English too, with every text there', async () => {
    const files = unzip((await buildEvidencePack(aPack({ language: 'en' }))).content);
    expect(files.get('index.html')?.toString()).toContain('<h1>List of evidence</h1>');
    for (const [path, content] of files) expect(path.endsWith('.pdf') || !content.toString().includes('undefined')).toBe(true);
  });

  it('of nothing but a case without contacts is still whole', async () => {
    const files = unzip((await buildEvidencePack(aPack({ contacts: [], documents: [], happenings: [], invoices: [] }))).content);
    expect([...files.keys()]).toEqual(['index.html', 'index.csv', 'invoices.csv', 'happenings.csv', 'contacts.csv', 'manifest.json']);
  });
});

describe('a sheet', () => {
  it.each([
    ['=1+1', "'=1+1"], ['+86 21', "'+86 21"], ['-x', "'-x"], ['@a', "'@a"], ['\tx', "'\tx"], ['-120.00', '-120.00'], ['a,b', '"a,b"'], ['a"b', '"a""b"'], ['a\nb', '"a\nb"'], ['-1,5', `"'-1,5"`],
  ])('writes %j as %j', (cell, text) => { expect(csvOf([[cell]])).toBe(`\ufeff${text}\r\n`); });
});
