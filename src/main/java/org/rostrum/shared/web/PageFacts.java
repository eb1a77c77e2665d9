package org.rostrum.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.ModelMap;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.servlet.view.UrlBasedViewResolver;

/**
 * What every page needs to know. Put beside what the controller said once it has spoken: an advice would be asked before
 * each request, those of programs too, which see no page.
 */
public abstract class PageFacts implements WebMvcConfigurer, HandlerInterceptor {

    /** Adds to what the page's template sees. */
    protected abstract void tell(HttpServletRequest request, ModelMap page);

    @Override
    public final void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public final void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page != null && !redirects(page)) {
            tell(request, page.getModelMap());
        }
    }

    /** What stands in the model of a redirect would become part of its address. */
    private static boolean redirects(ModelAndView page) {
        View view = page.getView();
        String name = page.getViewName();
        return view instanceof RedirectView
                || (name != null && name.startsWith(UrlBasedViewResolver.REDIRECT_URL_PREFIX));
    }
}
