import { useDeferredValue, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useApi, withQuery } from '../api.js';
import { useWords } from '../i18n/index.js';
import { nameOf } from '../parts/customer-name.js';
import { shownMoney } from '../parts/money.js';
import type { CaseListed, CustomerNamed, Page } from '../shapes.js';

const SHOWN_MAX = 6;

interface Hit {
  readonly to: string;
  readonly id: string;
  readonly label: string;
  readonly hint: string;
}

/** Finds cases by customer, customer number or invoice number, and customers. */
export function SearchBox(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const { hits, settled } = useHits(text.trim());
  const go = (hit: Hit | undefined): void => {
    if (hit === undefined) return;
    setOpen(false);
    setText('');
    void navigate(hit.to);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'ArrowDown') setChosen(Math.min(chosen + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setChosen(Math.max(chosen - 1, 0));
    else if (event.key === 'Enter') go(hits[chosen]);
    else if (event.key === 'Escape') event.currentTarget.blur();
    else return;
    event.preventDefault();
  };
  const shown = open && text.trim() !== '';
  return (
    <div className="search">
      <input
        id="search" value={text} placeholder={t('frame.search')} aria-label={t('frame.search')} role="combobox" aria-expanded={shown} aria-controls="search-hits" aria-activedescendant={shown && hits.length > 0 ? `hit-${chosen}` : undefined}
        autoComplete="off" className="search-field" onKeyDown={onKeyDown} onFocus={() => { setOpen(true); }} onBlur={() => { setOpen(false); }} onChange={(event) => { setText(event.target.value); setChosen(0); setOpen(true); }}
      />
      {shown && <Hits hits={hits} chosen={chosen} onChoose={go} empty={settled ? t('frame.search_nothing', { text: text.trim() }) : t('frame.loading')} />}
    </div>
  );
}

function useHits(text: string): { readonly hits: readonly Hit[]; readonly settled: boolean } {
  const words = useWords();
  const deferred = useDeferredValue(text);
  const query = { search: deferred, limit: SHOWN_MAX };
  const cases = useApi<Page<CaseListed>>(deferred === '' ? undefined : withQuery('/v1/collection-cases', query), { keep: true });
  const customers = useApi<Page<CustomerNamed>>(deferred === '' ? undefined : withQuery('/v1/customers', query), { keep: true });
  const ofCases = (cases.data?.items ?? []).map((found): Hit => ({ to: `/cases/${found.id}`, id: found.id, label: `${nameOf(found.customer, words.language)} · ${found.currency}`, hint: `${words.t('frame.search_cases')} ${shownMoney(found.overdueMinor, found.currency)}` }));
  const ofCustomers = (customers.data?.items ?? []).map((found): Hit => ({
    to: `/customers/${found.id}`, id: found.id, label: nameOf(found, words.language), hint: `${words.t('frame.search_customers')} ${found.number}`,
  }));
  return { hits: [...ofCases, ...ofCustomers], settled: cases.isFetched && customers.isFetched && deferred === text };
}

function Hits({ hits, chosen, onChoose, empty }: { readonly hits: readonly Hit[]; readonly chosen: number; readonly onChoose: (hit: Hit) => void; readonly empty: string }): ReactNode {
  return (
    <div id="search-hits" role="listbox" aria-label={empty} className="hits">
      {hits.length === 0 && <div className="hit quiet">{empty}</div>}
      {hits.map((hit, index) => (
        // The press comes before the field loses its focus and the list closes.
        <div key={`${hit.to}-${hit.id}`} id={`hit-${index}`} role="option" aria-selected={index === chosen} className="hit" onMouseDown={(event) => { event.preventDefault(); onChoose(hit); }}>
          <span>{hit.label}</span><span className="quiet">{hit.hint}</span>
        </div>
      ))}
    </div>
  );
}
