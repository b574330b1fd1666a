/** As much of Chart.js as the page's charts are drawn with: half of all its bytes, so charts load it once they stand. */
import {
  Chart,
  LineController,
  LineElement,
  LinearScale,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';

Chart.register(LineController, LineElement, LinearScale, LogarithmicScale, PointElement, Tooltip);

export { Chart };
