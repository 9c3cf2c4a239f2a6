import {
  EmojiPicker,
  type EmojiPickerListCategoryHeaderProps,
  type EmojiPickerListEmojiProps,
  type EmojiPickerListRowProps,
} from "frimousse";
import { useLanguage, useWords } from "../../messages/language.tsx";
import classes from "./emoji.module.css";

/** All emoji that this browser can draw, found by their names in the language of the screen. */
export default function Emoji({ onPick }: { onPick: (emoji: string) => void }) {
  const t = useWords();
  const { language } = useLanguage();
  return (
    <EmojiPicker.Root
      className={classes.root}
      locale={language}
      columns={8}
      emojibaseUrl={`${location.origin}${__EMOJI_FOLDER__}`}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
    >
      <EmojiPicker.Search
        className={classes.search}
        aria-label={t("composer.emojiSearch")}
        placeholder={t("composer.emojiSearch")}
        autoFocus
      />
      <EmojiPicker.Viewport className={classes.viewport}>
        <EmojiPicker.Loading className={classes.note}>{t("common.loading")}</EmojiPicker.Loading>
        <EmojiPicker.Empty className={classes.note}>{t("composer.emojiNone")}</EmojiPicker.Empty>
        <EmojiPicker.List components={{ CategoryHeader, Row, Emoji: One }} />
      </EmojiPicker.Viewport>
    </EmojiPicker.Root>
  );
}

function CategoryHeader({ category, ...props }: EmojiPickerListCategoryHeaderProps) {
  return (
    <div {...props} className={classes.category}>
      {category.label}
    </div>
  );
}

function Row(props: EmojiPickerListRowProps) {
  return <div {...props} className={classes.row} />;
}

function One({ emoji, ...props }: EmojiPickerListEmojiProps) {
  return (
    <button {...props} type="button" className={classes.emoji} data-active={emoji.isActive || undefined}>
      {emoji.emoji}
    </button>
  );
}
