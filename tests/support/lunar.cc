#include "support/lunar.h"

#include <array>
#include <cmath>
#include <numbers>

namespace dondoc::testing {
namespace {

constexpr double kZone = 7.0 / 24;              ///< UTC+7, in days
constexpr double kJ2000 = 2451545.0;            ///< Julian date of 2000-01-01 12:00
constexpr double kUnixEpoch = 2440587.5;        ///< of 1970-01-01 00:00 UTC
constexpr double kCentury = 36525.0;            ///< days
constexpr double kSynodicMonth = 29.530588861;  ///< days
constexpr double kFirstMoon = 2451550.09766;    ///< the new moon of 6 January 2000

double sine(double degrees) {
    return std::sin(std::fmod(degrees, 360.0) * std::numbers::pi / 180.0);
}

/// Dynamical time less universal time, in days (Espenak and Meeus, for 1986 to 2050).
double clock_difference(double julian) {
    const double years = (julian - kJ2000) / 365.25;
    return (62.92 + 0.32217 * years + 0.005589 * years * years) / 86400.0;
}

/// Meeus, Astronomical Algorithms, chapter 49: the instant of new moon k, universal time, to some
/// ten seconds. Terms under 0.00007 days are left out.
double new_moon(int k) {
    const double t = k / 1236.85;
    const double t2 = t * t;
    const double e = 1 - 0.002516 * t - 0.0000074 * t2;            // orbit of the earth
    const double sun = 2.5534 + 29.10535670 * k - 0.0000014 * t2;  // mean anomalies
    const double moon = 201.5643 + 385.81693528 * k + 0.0107582 * t2;
    const double node = 160.7108 + 390.67050284 * k - 0.0016118 * t2;  // moon's latitude
    const double ascending = 124.7746 - 1.56375588 * k + 0.0020672 * t2;
    struct Term {
        double size;
        double angle;
    };
    const std::array terms = {
        Term{-0.40720, moon},
        Term{0.17241 * e, sun},
        Term{0.01608, 2 * moon},
        Term{0.01039, 2 * node},
        Term{0.00739 * e, moon - sun},
        Term{-0.00514 * e, moon + sun},
        Term{0.00208 * e * e, 2 * sun},
        Term{-0.00111, moon - 2 * node},
        Term{-0.00057, moon + 2 * node},
        Term{0.00056 * e, 2 * moon + sun},
        Term{-0.00042, 3 * moon},
        Term{0.00042 * e, sun + 2 * node},
        Term{0.00038 * e, sun - 2 * node},
        Term{-0.00024 * e, 2 * moon - sun},
        Term{-0.00017, ascending},
        Term{-0.00007, moon + 2 * sun},
    };
    double julian = kFirstMoon + kSynodicMonth * k + 0.00015437 * t2;
    for (const Term& term : terms)
        julian += term.size * sine(term.angle);
    return julian - clock_difference(julian);
}

/// Meeus, chapter 25: the sun's apparent longitude, 0 to 360, to a hundredth of a degree.
double sun_longitude(double julian) {
    const double t = (julian + clock_difference(julian) - kJ2000) / kCentury;
    const double mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t;
    const double anomaly = 357.52911 + 35999.05029 * t - 0.0001537 * t * t;
    const double centre = (1.914602 - 0.004817 * t) * sine(anomaly) +
                          (0.019993 - 0.000101 * t) * sine(2 * anomaly) +
                          0.000289 * sine(3 * anomaly);
    const double apparent = mean + centre - 0.00569 - 0.00478 * sine(125.04 - 1934.136 * t);
    return apparent - 360.0 * std::floor(apparent / 360.0);
}

double days_since_1970(plan::Day day) {
    return static_cast<double>(day.time_since_epoch().count());
}

/// The day on which lunation k begins.
plan::Day first_day(int k) {
    const double local = new_moon(k) + kZone - kUnixEpoch;
    return plan::Day(std::chrono::days(static_cast<int>(std::floor(local))));
}

/// How many of the twelve major solar terms lie behind when a day begins; 9 is the winter solstice.
int term_at(plan::Day day) {
    const double midnight = days_since_1970(day) + kUnixEpoch - kZone;
    return static_cast<int>(sun_longitude(midnight) / 30.0);
}

bool holds_a_term(int k) {
    return term_at(first_day(k)) != term_at(first_day(k + 1));
}

/// The lunation of month 11 of a year: the one in which the sun reaches 270 degrees.
int eleventh_month(int year) {
    const double new_year = days_since_1970(plan::day_of(year + 1, 1, 1));
    int k = static_cast<int>(std::floor((new_year + kUnixEpoch - kFirstMoon) / kSynodicMonth)) + 1;
    while (first_day(k) > plan::day_of(year, 12, 31))
        --k;
    return term_at(first_day(k)) >= 9 ? k - 1 : k;
}

}  // namespace

plan::Day lunar_day(int year, unsigned month, unsigned day_of_month) {
    // Months 1 to 10 are counted from the solstice before, 11 and 12 from their own.
    const int start = eleventh_month(month > 10 ? year : year - 1);
    const int end = eleventh_month(month > 10 ? year + 1 : year);
    int k = start + static_cast<int>(month > 10 ? month - 11 : month + 1);
    if (end - start == 13) {
        int leap = start + 1;
        while (holds_a_term(leap))
            ++leap;
        if (k >= leap) ++k;
    }
    return first_day(k) + std::chrono::days(day_of_month - 1);
}

}  // namespace dondoc::testing
