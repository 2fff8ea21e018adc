/** One site template in the settings. */
import { t } from '../../locales/text.ts';
import {
  deleteTemplate,
  moveTemplate,
  renameTemplate,
  switchTemplate,
  type TemplateRow,
} from '../../store/templates.ts';
import { IconButton } from '../parts/pieces.tsx';
import { useStore } from '../parts/larder.ts';

interface Props {
  row: TemplateRow & { passes: boolean | undefined };
  isFirst: boolean;
  isLast: boolean;
}

export function TemplateLine({ row, isFirst, isLast }: Props) {
  const store = useStore();
  const { id, template } = row;
  const conditions = template.match.map(({ all }) =>
    all.map(({ address, schemaType, selector }) => address ?? schemaType ?? selector).join(t.templates.and),
  );
  return (
    <li class="row wrap" data-template={id}>
      <div class="grow">
        <input
          aria-label={t.templates.name}
          value={template.title}
          maxLength={100}
          onChange={(event) => renameTemplate(store, id, event.currentTarget.value)}
        />
        <p class="soft small-text">
          {conditions.join(t.templates.or)} · {template.fields.map(({ field }) => t.fields[field] ?? field).join(', ')}
        </p>
        <p class={`small-text ${row.passes === false ? 'bad' : 'soft'}`} data-passes={String(row.passes)}>
          {row.passes === true && '✓ '}
          {t.templates.test[row.passes === undefined ? 'none' : row.passes ? 'passes' : 'fails']}
        </p>
      </div>
      <IconButton
        icon="up"
        label={t.templates.up(template.title)}
        disabled={isFirst}
        onClick={() => moveTemplate(store, id, -1)}
      />
      <IconButton
        icon="more"
        label={t.templates.down(template.title)}
        disabled={isLast}
        onClick={() => moveTemplate(store, id, 1)}
      />
      <IconButton icon="remove" label={t.templates.delete(template.title)} onClick={() => deleteTemplate(store, id)} />
      <input
        type="checkbox"
        role="switch"
        class="switch"
        aria-label={t.templates.use(template.title)}
        checked={row.isOn}
        onChange={(event) => switchTemplate(store, id, event.currentTarget.checked)}
      />
    </li>
  );
}
