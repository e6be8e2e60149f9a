import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import type { Language } from '../../../src/domain/display.js';
import type { StepText } from '../../../src/domain/escalation-ladder.js';
import { useAsked } from '../../api.js';
import { useWords } from '../../i18n/index.js';
import type { StepMessage } from '../../policy-shapes.js';
import { Field } from './field.js';
import { ofField, type PlacedProblem } from './ladder-check.js';
import type { ContactStepDocument, LadderDocument } from './ladder-document.js';

const LANGUAGES = ['zh-CN', 'en'] as const;
type Texts = NonNullable<ContactStepDocument['texts']>;

interface StepTextsGiven {
  readonly step: ContactStepDocument;
  readonly problems: readonly PlacedProblem[];
  readonly holding: LadderDocument | undefined;
  readonly onChange: (texts: Texts | undefined, field: string) => void;
}

/** A step's own words in both languages, and how its messages read. */
export function StepTexts({ step, problems, holding, onChange }: StepTextsGiven): ReactNode {
  const { t } = useWords();
  const has = holding?.steps.some((candidate) => candidate.key === step.key && candidate.kind === 'contact') === true;
  const messages = useAsked<{ readonly items: readonly StepMessage[] }>('/v1/policies/messages', has ? { document: holding, stepKey: step.key } : undefined);
  const items = messages.data?.items ?? [];
  const shipped = shippedTexts(items, step);
  const { texts } = step;
  return (
    <section>
      <h3>{t('policies.words')}</h3>
      {texts === undefined
        ? <p>{t('policies.words_shipped')} {shipped !== undefined && <Button size="small" onClick={() => { onChange(shipped, 'own'); }}>{t('policies.words_own')}</Button>}</p>
        : (
          <>
            <p className="quiet">{t('policies.words_hint', { open: '{{', close: '}}' })} <Button size="small" onClick={() => { onChange(undefined, 'shipped'); }}>{t('policies.words_back')}</Button></p>
            <div className="two-texts">{LANGUAGES.map((language) => <TextFields key={language} language={language} text={texts[language]} sms={step.channels.includes('sms')} problems={problems} onChange={(text, field) => { onChange({ ...texts, [language]: text }, `${language} ${field}`); }} />)}</div>
          </>
        )}
      {items.length > 0 && <Reads items={items} />}
    </section>
  );
}

// The shipped words to begin with: those of the first channel that takes a whole text, and the SMS where the step goes by one.
function shippedTexts(items: readonly StepMessage[], step: ContactStepDocument): Texts | undefined {
  const of = (language: Language): StepText | undefined => {
    const inLanguage = items.filter((item) => item.language === language);
    const first = inLanguage.find((item) => item.channel !== 'sms') ?? inLanguage[0];
    const sms = step.channels.includes('sms') ? inLanguage.find((item) => item.channel === 'sms')?.shipped.sms : undefined;
    return first === undefined ? undefined : { subject: first.shipped.subject, body: first.shipped.body, ...(sms === undefined ? {} : { sms }) };
  };
  const [chinese, english] = [of('zh-CN'), of('en')];
  return chinese === undefined || english === undefined ? undefined : { 'zh-CN': chinese, en: english };
}

function TextFields({ language, text, sms, problems, onChange }: { readonly language: Language; readonly text: StepText; readonly sms: boolean; readonly problems: readonly PlacedProblem[]; readonly onChange: (text: StepText, field: string) => void }): ReactNode {
  const { t } = useWords();
  const at = (field: string): readonly PlacedProblem[] => ofField(problems, `texts.${language}.${field}`);
  return (
    <div lang={language}>
      <h4>{t(language === 'en' ? 'policies.in_english' : 'policies.in_chinese')}</h4>
      <Field label={t('policies.subject')} problems={at('subject')}>{(id) => <Input id={id} value={text.subject} maxLength={500} onChange={(event) => { onChange({ ...text, subject: event.target.value }, 'subject'); }} />}</Field>
      <Field label={t('policies.body')} problems={at('body')}>{(id) => <Input.TextArea id={id} value={text.body} maxLength={20_000} autoSize={{ minRows: 6, maxRows: 18 }} onChange={(event) => { onChange({ ...text, body: event.target.value }, 'body'); }} />}</Field>
      {(sms || text.sms !== undefined) && (
        <Field label={t('policies.sms')} hint={t('policies.sms_hint')} problems={at('sms')}>
          {(id) => <Input.TextArea id={id} value={text.sms ?? ''} maxLength={1_000} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(event) => { onChange(withSms(text, event.target.value), 'sms'); }} />}
        </Field>
      )}
    </div>
  );
}

function withSms({ subject, body }: StepText, sms: string): StepText {
  return sms === '' ? { subject, body } : { subject, body, sms };
}

function Reads({ items }: { readonly items: readonly StepMessage[] }): ReactNode {
  const { t, word, language } = useWords();
  return (
    <details className="axis-table">
      <summary>{t('policies.reads')}</summary>
      <p className="quiet">{t('policies.reads_hint')}</p>
      <div className="two-texts">
        {items.toSorted((a, b) => Number(b.language === language) - Number(a.language === language)).map((item) => (
          <div key={`${item.channel} ${item.language}`} lang={item.language} className="reads">
            <div className="quiet">{word('channels', item.channel)} · {t(item.language === 'en' ? 'policies.in_english' : 'policies.in_chinese')}</div>
            {item.subject !== null && <strong>{item.subject}</strong>}
            <div className="message-text">{item.text}</div>
          </div>
        ))}
      </div>
    </details>
  );
}
