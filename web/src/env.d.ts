declare module "*.css";

/** Where the names of emoji lie, see vite.config.ts. */
declare const __EMOJI_FOLDER__: string;
