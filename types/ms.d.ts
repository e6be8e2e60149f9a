// The SDK's duration type comes from `ms`, whose package hides its types under NodeNext:
// without this, `sleep('30 dys')` would compile.
declare module 'ms' {
  type Unit = 'ms' | 's' | 'second' | 'seconds' | 'm' | 'minute' | 'minutes' | 'h' | 'hour' | 'hours' | 'd' | 'day' | 'days';
  export type StringValue = `${number}` | `${number}${Unit}` | `${number} ${Unit}`;
}
