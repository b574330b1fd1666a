/** What is said of views as such. */
import { msg } from '@lit/localize';

export function viewNotLoaded(): string {
  return msg('This view could not be loaded: the server did not answer. Reload the page.');
}
