import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from "@mantine/core";

/** Ten shades around the brand's teal; the exact ones of each surface are CSS variables (tokens.css). */
const teal: MantineColorsTuple = [
  "#ddf1f0",
  "#bfe4e2",
  "#9ad6d3",
  "#5ccbc8",
  "#33aaa8",
  "#1a8587",
  "#0b6266",
  "#0b6266",
  "#084c50",
  "#062f32",
];

/** For what cannot be taken back, around the critical red of tokens.css: its text has 4.5 to 1 on it. */
const red: MantineColorsTuple = [
  "#fce8ea",
  "#f8c9cf",
  "#f2a3ad",
  "#ff95a0",
  "#e0566a",
  "#c12f44",
  "#a3192b",
  "#a3192b",
  "#8a1324",
  "#5c0b17",
];

/** The blue-greys of the dark surfaces: fields, outlines and hovers of the library take theirs from here. */
const dark: MantineColorsTuple = [
  "#e7edf3",
  "#b2becc",
  "#909dae",
  "#78879a",
  "#3d4a5a",
  "#2c3744",
  "#1c2530",
  "#171f29",
  "#0f151c",
  "#0b1016",
];

export const theme = createTheme({
  primaryColor: "teal",
  primaryShade: { light: 6, dark: 3 },
  colors: { teal, red, dark },
  // The library reckons the contrast of a full surface with its shade in the light, whatever is shown.
  variantColorResolver: (input) => ({
    ...defaultVariantColorsResolver(input),
    ...(input.variant === "filled" ? { color: "var(--on-brand)" } : {}),
  }),
  fontFamily: "Inter, system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  fontSizes: { xs: "12px", sm: "14px", md: "14px", lg: "16px", xl: "18px" },
  lineHeights: { xs: "16px", sm: "20px", md: "20px", lg: "24px", xl: "26px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "4px", sm: "4px", md: "8px", lg: "12px", xl: "12px" },
  defaultRadius: "md",
  headings: {
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "22px", lineHeight: "28px" },
      h2: { fontSize: "18px", lineHeight: "26px" },
      h3: { fontSize: "14px", lineHeight: "20px" },
    },
  },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    // Else the sixty zones of the calendar's first sight stand hidden in the page before anybody asks for them.
    Combobox: { defaultProps: { keepMounted: false } },
    // White on the brand's colour is for the light only.
    Tabs: { vars: () => ({ root: { "--tabs-text-color": "var(--on-brand)" }, list: {} }) },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false } },
    Modal: { defaultProps: { radius: "lg", centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.45 } } },
  },
});

/** Mantine's own colours, said by ours, so that one table of colours rules. */
export const cssVariables: CSSVariablesResolver = () => {
  const same = {
    "--mantine-color-body": "var(--surface)",
    "--mantine-color-text": "var(--text)",
    "--mantine-color-dimmed": "var(--text-third)",
    "--mantine-color-anchor": "var(--brand)",
    "--mantine-color-default": "var(--surface)",
    "--mantine-color-default-hover": "var(--sunken)",
    "--mantine-color-default-color": "var(--text)",
    "--mantine-color-default-border": "var(--hairline)",
    "--mantine-color-placeholder": "var(--text-third)",
    "--mantine-color-error": "var(--state-failed)",
    "--mantine-primary-color-filled": "var(--brand)",
    "--mantine-primary-color-filled-hover": "var(--brand-hover)",
    "--mantine-primary-color-light": "var(--brand-soft)",
    "--mantine-primary-color-light-color": "var(--brand)",
    "--mantine-primary-color-contrast": "var(--on-brand)",
    "--mantine-color-teal-filled": "var(--brand)",
    "--mantine-color-teal-filled-hover": "var(--brand-hover)",
    "--mantine-color-teal-light": "var(--brand-soft)",
    // The library's own shade below a pointer leaves the words on it 4.4 to 1, its red one 3.8.
    "--mantine-color-teal-light-hover": "var(--brand-soft-hover)",
    "--mantine-primary-color-light-hover": "var(--brand-soft-hover)",
    "--mantine-color-teal-light-color": "var(--brand)",
  };
  return { variables: {}, light: { ...same, "--mantine-color-red-light-hover": "#f6d3d7" }, dark: same };
};
