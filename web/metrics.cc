#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <sstream>

#include "web/figures.h"

namespace dondoc::web {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;
using Seconds = std::chrono::duration<double>;
using scheduler::MessageState;

double seconds(plan::Instant instant) {
    return Seconds(instant.time_since_epoch()).count();
}

ClientMetric gauge(Labels labels, double value) {
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.gauge.value = value;
    return metric;
}

ClientMetric counter(Labels labels, std::uint64_t value) {
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.counter.value = static_cast<double>(value);
    return metric;
}

ClientMetric histogram(Labels labels, const store::Histogram& from) {
    ClientMetric metric;
    metric.label = std::move(labels);
    std::uint64_t below = 0;
    for (std::size_t each = 0; each < from.bounds().size(); ++each) {
        below += from.counts()[each];
        metric.histogram.bucket.push_back({below, from.bounds()[each]});
    }
    metric.histogram.sample_count = below + from.counts().back();
    metric.histogram.sample_sum = from.sum();
    return metric;
}

/// The page, family by family.
class Page {
  public:
    explicit Page(const Figures& figures) : figures_(figures) {}

    std::string text() {
        add_reminders();
        add_outbox();
        add_channels();
        add_loop();
        add_store();
        add_service();
        std::ostringstream out;
        prometheus::TextSerializer().Serialize(out, families_);
        return out.str();
    }

  private:
    MetricFamily& family(std::string name, std::string help, MetricType type) {
        return families_.emplace_back(
            MetricFamily{"dondoc_" + std::move(name), std::move(help), type, {}});
    }
    void one(std::string name, std::string help, double value) {
        family(std::move(name), std::move(help), MetricType::Gauge)
            .metric.push_back(gauge({}, value));
    }
    void maybe(std::string name, std::string help, const std::optional<plan::Instant>& at) {
        auto& made = family(std::move(name), std::move(help), MetricType::Gauge);
        if (at) made.metric.push_back(gauge({}, seconds(*at)));
    }
    void count(std::string name, std::string help, std::uint64_t value) {
        family(std::move(name), std::move(help), MetricType::Counter)
            .metric.push_back(counter({}, value));
    }

    void add_reminders() {
        auto& made = family("reminders_total",
                            "Reminders decided since the start, by the kind of timing and by fate",
                            MetricType::Counter);
        for (const auto& [of, value] : figures_.tally->reminders())
            made.metric.push_back(counter({{"kind", of.first}, {"fate", of.second}}, value));
    }

    void add_outbox() {
        auto& held =
            family("outbox_messages", "Messages on their way or given up, by channel and state",
                   MetricType::Gauge);
        // A state that nothing is in says so: an alert needs the zero.
        for (const auto& channel : figures_.channels) {
            for (const auto state :
                 {MessageState::held, MessageState::ready, MessageState::sending,
                  MessageState::uncertain, MessageState::dead, MessageState::expired}) {
                held.metric.push_back(gauge({{"channel", channel.name}, {"state", text_of(state)}},
                                            static_cast<double>(count_of(channel.name, state))));
            }
        }
        for (const auto& queue : figures_.queues) {
            if (is_known(queue.channel)) continue;
            held.metric.push_back(
                gauge({{"channel", queue.channel}, {"state", text_of(queue.state)}},
                      static_cast<double>(queue.count)));
        }
        auto& age = family("outbox_oldest_waiting_seconds",
                           "Age of the oldest message that its server has not taken yet",
                           MetricType::Gauge);
        for (const auto& channel : figures_.channels)
            age.metric.push_back(gauge({{"channel", channel.name}}, oldest(channel.name)));
    }

    static std::string text_of(MessageState state) {
        return std::string(scheduler::name_of(state));
    }

    bool is_known(const std::string& channel) const {
        return std::ranges::count(figures_.channels, channel,
                                  &scheduler::AuditFacts::Channel::name) > 0;
    }

    std::size_t count_of(const std::string& channel, MessageState state) const {
        std::size_t total = 0;
        for (const auto& each : figures_.queues)
            if (each.channel == channel && each.state == state) total += each.count;
        return total;
    }

    double oldest(const std::string& channel) const {
        double age = 0;
        for (const auto& each : figures_.queues) {
            if (each.channel != channel || each.state == MessageState::dead ||
                each.state == MessageState::expired) {
                continue;
            }
            age = std::max(age, Seconds(figures_.now - each.oldest).count());
        }
        return age;
    }

    void add_channels() {
        auto& attempts = family("delivery_attempts_total",
                                "Attempts to deliver since the start, by channel and outcome",
                                MetricType::Counter);
        for (const auto& [name, channel] : figures_.tally->channels()) {
            for (const auto& [outcome, value] : channel.attempts)
                attempts.metric.push_back(
                    counter({{"channel", name}, {"outcome", outcome}}, value));
        }
        auto& latency = family("delivery_latency_seconds",
                               "From the instant a message was due until its server took it",
                               MetricType::Histogram);
        for (const auto& [name, channel] : figures_.tally->channels())
            latency.metric.push_back(histogram({{"channel", name}}, channel.latency));
        auto& held = family("channel_held", "1 while a channel is held until a person mends it",
                            MetricType::Gauge);
        for (const auto& channel : figures_.channels)
            held.metric.push_back(gauge({{"channel", channel.name}}, channel.held ? 1 : 0));
        auto& away = family("channel_paused", "1 while a channel's server cannot be reached",
                            MetricType::Gauge);
        for (const auto& channel : figures_.channels)
            away.metric.push_back(gauge({{"channel", channel.name}}, channel.away ? 1 : 0));
    }

    void add_loop() {
        maybe("next_wake_timestamp_seconds", "When a reminder or a delivery is due next",
              figures_.next_wake);
        one("loop_longest_stall_seconds", "The longest time that one handler kept the loop",
            Seconds(figures_.longest_stall).count());
        family("loop_stall_seconds", "How long handlers kept the loop", MetricType::Histogram)
            .metric.push_back(histogram({}, *figures_.stalls));
        count("clock_jumps_total", "Jumps of the wall clock of an hour or more",
              figures_.clock_jumps);
    }

    void add_store() {
        one("database_size_bytes", "Size of the database",
            static_cast<double>(figures_.database_bytes));
        one("disk_free_bytes", "Free on the file system of the database",
            static_cast<double>(figures_.disk_free_bytes));
        maybe("plan_sync_timestamp_seconds",
              "When the active plans were last brought in line with rules and calendar",
              figures_.last_sync);
    }

    void add_service() {
        auto& reloads = family("reloads_total", "Reloads of the settings, by what came of them",
                               MetricType::Counter);
        reloads.metric.push_back(counter({{"result", "ok"}}, figures_.reloads_taken));
        reloads.metric.push_back(counter({{"result", "refused"}}, figures_.reloads_refused));
        maybe("self_audit_timestamp_seconds", "When the daemon last audited itself",
              figures_.last_audit);
        one("health_troubles", "Lines of trouble on the health page; 0 is healthy",
            static_cast<double>(figures_.troubles));
        family("build_info", "1, with the version as a label", MetricType::Gauge)
            .metric.push_back(gauge({{"version", figures_.version}}, 1));
        one("start_timestamp_seconds", "When the daemon started", seconds(figures_.started));
        one("epoch", "How often a daemon has taken over this database",
            static_cast<double>(figures_.epoch));
    }

    const Figures& figures_;
    std::vector<MetricFamily> families_;
};

}  // namespace

std::string metrics_text(const Figures& figures) {
    return Page(figures).text();
}

}  // namespace dondoc::web
