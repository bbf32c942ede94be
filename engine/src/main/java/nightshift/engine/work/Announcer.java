package nightshift.engine.work;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import nightshift.engine.plan.Plan;
import nightshift.engine.plan.PlanId;
import nightshift.engine.policy.Safety;
import nightshift.engine.port.EngineListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happened, after it is durable. A listener that throws is logged, never in
 * the way.
 */
final class Announcer implements EngineListener {

  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private final List<EngineListener> listeners = new CopyOnWriteArrayList<>();

  void add(EngineListener listener) {
    listeners.add(listener);
  }

  @Override
  public void planChanged(Plan plan) {
    each(l -> l.planChanged(plan));
  }

  @Override
  public void threadChanged(PlanId plan) {
    each(l -> l.threadChanged(plan));
  }

  @Override
  public void pauseChanged() {
    each(EngineListener::pauseChanged);
  }

  @Override
  public void braked(String rule, String playbook) {
    each(l -> l.braked(rule, playbook));
  }

  /** Tells of each rule by which a plan was refused. */
  void refused(Plan.Draft draft, List<String> refusals) {
    Safety.rules(refusals).forEach(rule -> braked(rule, draft.playbook().name()));
  }

  @Override
  public void alertsChanged() {
    each(EngineListener::alertsChanged);
  }

  private void each(Consumer<EngineListener> call) {
    for (EngineListener l : listeners) {
      try {
        call.accept(l);
      } catch (RuntimeException e) {
        LOG.warn("telling {} what happened: {}", l.getClass().getSimpleName(), e.toString());
      }
    }
  }
}
