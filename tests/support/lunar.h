#pragma once

#include "plan/time.h"

/// The Vietnamese lunar calendar, computed: what Tết and Giỗ Tổ in the holidays file are checked
/// against. Months begin on the day of the new moon at UTC+7; month 11 holds the winter solstice;
/// where thirteen months lie between two of these, the first without a major solar term is the leap
/// month.
namespace dondoc::testing {

/// The day of a lunar date; never of a leap month. `year` is the Gregorian year in which the lunar
/// year begins. Good for 1970 to 2050.
plan::Day lunar_day(int year, unsigned month, unsigned day_of_month);

}  // namespace dondoc::testing
