/** What one row of the table of settings says. */

/** What has to happen before a changed value counts. */
export type SettingEffect =
  /** The text is prepared again, then a new net is built: weights are lost. */
  | 'text'
  /** A new net is built: weights are lost. */
  | 'net'
  /** Acts on the running net at once. */
  | 'live'
  /** The running net moves over, as it is. */
  | 'engine'
  /** Only changes what is shown or drawn next. */
  | 'view';

interface SettingBase<Value> {
  /** Accessible name; a contract with people, tests and scripts. */
  label: string;
  /** One line, shown beside the control. */
  help: string;
  default: Value;
  /** Key in the link's fragment. */
  urlKey: string;
  group: 'text' | 'model' | 'training' | 'sample' | 'gates' | 'engine';
  effect: SettingEffect;
  /** Rarely needed: folded away behind “More”; `idle`: while it has no effect. */
  rare?: boolean | 'idle';
  /** Only tasks that name it have it (`TaskInfo.own`). */
  special?: true;
}

export interface NumberSetting extends SettingBase<number> {
  kind: 'number';
  min: number;
  max: number;
  /** What a run may have come to, beyond what can be chosen. */
  tuned?: { min: number; max: number };
  /** From one value to the next with the arrow keys. */
  increment: number;
  /** Whole numbers only. */
  integer: boolean;
  /** Also offer a slider with a logarithmic scale, named `<label> slider`. */
  logSlider?: boolean;
  unit?: string;
}

/** Lists of choices that the worker's catalogue brings. */
export type CatalogueList = 'tasks' | 'texts' | 'cells' | 'optimizers';

/** Its choices say which values there are: the default, and every value that is set, is one of them. */
export interface ChoiceSetting<Value extends string = string> extends SettingBase<NoInfer<Value>> {
  kind: 'choice';
  choices: readonly { value: Value; label: string }[];
}

/** What can be chosen only the worker's catalogue knows. */
export interface CatalogueSetting extends SettingBase<string> {
  kind: 'catalogue';
  choices: CatalogueList;
}

export interface WordsSetting extends SettingBase<string> {
  kind: 'words';
  maxLength: number;
}

export type Setting = NumberSetting | ChoiceSetting | CatalogueSetting | WordsSetting;

/** A row keeps the type of its effect: what acts live is known to the compiler too. */
type Acting<Effect extends SettingEffect> = { effect: Effect };

export const number = <Effect extends SettingEffect>(
  row: Omit<NumberSetting, 'kind' | 'integer'> & { integer?: boolean } & Acting<Effect>,
): NumberSetting & Acting<Effect> => ({ kind: 'number', integer: true, ...row });
export const choice = <const Value extends string, Effect extends SettingEffect>(
  row: Omit<ChoiceSetting<Value>, 'kind'> & Acting<Effect>,
): ChoiceSetting<Value> & Acting<Effect> => ({ kind: 'choice', ...row });
export const fromCatalogue = <Effect extends SettingEffect>(
  row: Omit<CatalogueSetting, 'kind'> & Acting<Effect>,
): CatalogueSetting & Acting<Effect> => ({ kind: 'catalogue', ...row });
export const words = <Effect extends SettingEffect>(
  row: Omit<WordsSetting, 'kind'> & Acting<Effect>,
): WordsSetting & Acting<Effect> => ({ kind: 'words', ...row });
