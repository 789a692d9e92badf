/*
 * Chat templates part messages by words such as `<|im_start|>`. Many servers take them for that wherever they stand, so that an
 * article that holds them could end our message and begin one of its own. Families: ChatML and most others (`<|…|>`, DeepSeek's
 * `<｜…｜>`), Llama 2 and Mistral (`[INST]`, `<<SYS>>`, `<s>`), Gemma (`<start_of_turn>`), reasoning models (`<think>`).
 */
const CONTROL_WORDS =
  /<(?=[|｜])|(?<=[|｜])>|(?<=[<[]\/?)(?=(?:SYS|INST|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|SYSTEM_PROMPT)\b)|(?<=<\/?)(?=(?:s|bos|eos|pad|unk|start_of_turn|end_of_turn|think|tool_call|tool_response)>)/giu

/**
 * A text as it is put before a model: words that a chat template would obey are broken by a space, and characters that are none
 * (controls, halves of pairs) become one. The model reads the same words; citations are checked against the original.
 */
export function dataText(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Cs}]/gu, ' ')
    .replace(CONTROL_WORDS, (found) => (found === '>' ? ' >' : `${found} `))
}

/** In one line, for a heading. */
export const dataLine = (text: string): string => dataText(text).replace(/\s+/g, ' ').trim()
