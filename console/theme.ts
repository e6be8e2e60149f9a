import { theme as antdTheme, type ThemeConfig } from 'antd';

export type Shade = 'light' | 'dark';

interface Palette {
  readonly accent: string;
  readonly text: string;
  readonly quiet: string;
  readonly page: string;
  readonly panel: string;
  readonly hover: string;
  readonly line: string;
  readonly good: string;
  readonly warning: string;
  readonly bad: string;
  readonly clock: string;
  readonly clockText: string;
}

/** The only place where colours are chosen. Text on its ground has a contrast of at least 4.5 in both shades. */
const palettes: Readonly<Record<Shade, Palette>> = {
  light: {
    accent: '#17665f', text: '#1c2225', quiet: '#5a6468', page: '#f5f6f6', panel: '#ffffff', hover: '#edf2f1', line: '#dfe3e4',
    good: '#23703a', warning: '#8a5200', bad: '#b3261e', clock: '#ffe8b3', clockText: '#4a3200',
  },
  dark: {
    accent: '#5cbcb1', text: '#e4e8e9', quiet: '#a0abaf', page: '#14181a', panel: '#1c2124', hover: '#263033', line: '#343c40',
    good: '#74c98b', warning: '#f0b55a', bad: '#ff8a80', clock: '#4a3600', clockText: '#ffe2a3',
  },
};

const FONT = "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";

/** antd's tokens for a shade: 14 px text, rows and controls of 32 px. */
export function themeOf(shade: Shade): ThemeConfig {
  const palette = palettes[shade];
  return {
    algorithm: shade === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: {
      colorPrimary: palette.accent, colorInfo: palette.accent, colorLink: palette.accent, colorText: palette.text, colorTextSecondary: palette.quiet, colorTextDescription: palette.quiet, colorTextPlaceholder: palette.quiet, colorBgLayout: palette.page,
      colorBgContainer: palette.panel, colorBgElevated: palette.panel, colorBorder: palette.line, colorBorderSecondary: palette.line, colorSuccess: palette.good,
      colorWarning: palette.warning, colorError: palette.bad, fontFamily: FONT, fontSize: 14, controlHeight: 32, borderRadius: 4, motion: false,
      ...(shade === 'dark' ? { colorTextLightSolid: '#10201e' } : {}),
    },
  };
}

/** Gives the console's own style sheet the same colours as antd's parts. */
export function applyShade(shade: Shade): void {
  const { style } = document.documentElement;
  for (const [name, value] of Object.entries(palettes[shade])) style.setProperty(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  style.setProperty('color-scheme', shade);
  style.setProperty('--font', FONT);
}
