/**
 * The worker's script. WebKit would load it a second time for what is loaded later and needs parts of it: so
 * all of it stands in another file.
 */
import './trainer.ts';
