import { Select } from 'antd';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { useApi, withQuery } from '../api.js';
import { useWords } from '../i18n/index.js';
import type { CustomerNamed, Page } from '../shapes.js';
import { nameOf } from './customer-name.js';

const SHOWN = 20;

interface CustomerSelectGiven {
  readonly value?: string;
  readonly onChange?: (id: string) => void;
  readonly label: string;
  /** Shown by its name before anybody has searched. */
  readonly known?: CustomerNamed | undefined;
}

/** A customer, found by a part of its name or number. A form fills `value` and `onChange`. */
export function CustomerSelect({ value, onChange, label, known }: CustomerSelectGiven): ReactNode {
  const { language } = useWords();
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const found = useApi<Page<CustomerNamed>>(withQuery('/v1/customers', { search, limit: SHOWN }), { keep: true });
  const items = found.data?.items ?? [];
  const options = (known === undefined || items.some((item) => item.id === known.id) ? items : [known, ...items]).map((item) => ({ value: item.id, label: `${nameOf(item, language)} · ${item.number}` }));
  return <Select showSearch={{ filterOption: false, onSearch: setTyped }} aria-label={label} placeholder={label} {...(value === undefined ? {} : { value })} {...(onChange === undefined ? {} : { onChange })} options={options} loading={found.isFetching} />;
}
